import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Turn, urgencyOf } from './urgency.ts';

const HOUR_MS = 3_600_000;
const start = Date.UTC(2026, 10, 25, 9);
const turn = (over: Partial<Turn> & { minute?: number } = {}): Turn => ({
  queuedAt: new Date(start + (over.minute ?? 0) * 60_000),
  ahead: 0,
  bytes: 57_600_000,
  ...over,
});

/** In which order jobs come when all of them wait. */
function order(jobs: Record<string, Turn>): string[] {
  return Object.entries(jobs)
    .sort(([, one], [, other]) => urgencyOf(other) - urgencyOf(one))
    .map(([name]) => name);
}

describe('turns', () => {
  test('the first lecture of one student comes before the second of another who came earlier with a hundred', () => {
    const hundred = Object.fromEntries(
      Array.from({ length: 100 }, (_, ahead) => [`hers ${ahead + 1}`, turn({ ahead })]),
    );
    const all = order({
      ...hundred,
      'his first': turn({ minute: 30 }),
      'his second': turn({ minute: 30, ahead: 1 }),
    });
    assert.deepEqual(all.slice(0, 4), ['hers 1', 'his first', 'hers 2', 'his second']);
  });

  test('a short upload passes a long one that came a little earlier', () => {
    assert.deepEqual(order({ long: turn(), short: turn({ minute: 5, bytes: 1_000_000 }) }), [
      'short',
      'long',
    ]);
  });

  test('live work passes what was handed in before it', () => {
    assert.deepEqual(order({ bulk: turn(), live: turn({ minute: 20, live: true }) }), ['live', 'bulk']);
  });

  test('what has waited long enough passes everything that came since', () => {
    const old = turn({ ahead: 20, bytes: 10 ** 12 });
    const late = { ...turn({ bytes: 1, live: true }), queuedAt: new Date(start + 24 * HOUR_MS) };
    assert.ok(urgencyOf(old) > urgencyOf(late));
  });

  test('fits the whole number of four bytes that a queue keeps, for decades', () => {
    const far = urgencyOf({ queuedAt: new Date(Date.UTC(2070, 0, 1)), ahead: 100_000, bytes: 10 ** 12 });
    assert.ok(Number.isInteger(far) && far > -(2 ** 31));
  });
});
