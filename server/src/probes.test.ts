import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DRAIN_SECONDS, GRACE_SECONDS, noticedWithin, PROBES, WORKER_STOP_SECONDS } from './probes.ts';

describe('probes', () => {
  test('take a process that cannot work out of the way within ten seconds', () => {
    assert.ok(noticedWithin(PROBES.ready) <= 10);
  });

  test('are more patient with one that is busy than with one that cannot work', () => {
    assert.ok(noticedWithin(PROBES.live) > 3 * noticedWithin(PROBES.ready));
  });

  test('let a stopping process serve until it has been noticed, and kill none that still drains', () => {
    assert.ok(DRAIN_SECONDS > noticedWithin(PROBES.ready));
    assert.ok(GRACE_SECONDS.api > DRAIN_SECONDS);
    assert.ok(GRACE_SECONDS.worker > WORKER_STOP_SECONDS);
  });
});
