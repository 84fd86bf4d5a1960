import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import type { MessageWay } from '../db/alert-notices.ts';
import { listOpenNotices, listPastNotices } from '../db/alert-notices.ts';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { createMetrics } from '../metrics-registry.ts';
import type { Services } from '../services.ts';
import type { Message, Way } from './define.ts';
import { createOnCall } from './on-call.ts';

const LOOK = 15;

/** A way on which everything arrives, but for as often as it is told to fail. */
function pretendWay(name: MessageWay) {
  const arrived: Message[] = [];
  const way = {
    name,
    arrived,
    failures: 0,
    send: async (message: Message) => {
      if (way.failures > 0) {
        way.failures -= 1;
        throw new Error('It did not arrive.');
      }
      arrived.push(message);
    },
  };
  return way;
}

describe('who is on call', () => {
  let database: Database;
  let clock: number;
  beforeEach(async () => {
    database = await openTestDatabase();
    await migrate(database);
    clock = Date.parse('2026-01-01T00:00:00Z');
  });
  afterEach(() => database.close());

  /** One process of several on the same database, with figures of its own. */
  function openProcess(ways: readonly Way[], { reachable = () => true }: { reachable?: () => boolean } = {}) {
    const metrics = createMetrics();
    let up = 1;
    metrics.onScrape(async (set) => {
      set('pegasus_disk_free_ratio', {}, 0.5);
      for (const dependency of ['database', 'queue', 'storage'])
        set('pegasus_dependency_up', { dependency }, dependency === 'database' ? up : 1);
    });
    const away = new Proxy(database.kysely, {
      get: (target, name) => {
        if (!reachable()) throw new Error('The database is away.');
        const member = Reflect.get(target, name) as unknown;
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    const services = {
      config: { ...readConfig({}), alertSeconds: LOOK },
      log: pino({ level: 'silent' }),
      metrics,
      database: { ...database, backend: database.backend, kysely: away },
      now: () => new Date(clock),
      newId: randomUUID,
    } as Partial<Services> as Services;
    return {
      metrics,
      lose: () => {
        up = 0;
      },
      regain: () => {
        up = 1;
      },
      ...createOnCall(services, 'serve', ways),
    };
  }
  type Process = ReturnType<typeof openProcess>;

  async function look(processes: readonly Process[], times = 1) {
    for (let count = 0; count < times; count++) {
      clock += LOOK * 1000;
      for (const each of processes) await each.look();
    }
  }
  const told = ({ arrived }: { arrived: Message[] }) =>
    arrived.map(({ name, status, labels }) => `${status} ${name} ${labels.stage ?? labels.dependency ?? ''}`);

  test('is told of a stage that gives up, and when it is over, by every way and once', async () => {
    const webhook = pretendWay('webhook');
    const mail = pretendWay('mail');
    const one = openProcess([webhook, mail]);
    await look([one], 2);
    assert.deepEqual(told(webhook), []);
    one.metrics.count('pegasus_dead_letters_total', { stage: 'generate' });
    await look([one], 5);
    assert.deepEqual(told(webhook), ['firing PegasusDeadLetters generate']);
    assert.equal((await listOpenNotices(database.kysely)).length, 1);
    await look([one], (1800 + 5 * LOOK) / LOOK);
    for (const way of [webhook, mail])
      assert.deepEqual(told(way), [
        'firing PegasusDeadLetters generate',
        'resolved PegasusDeadLetters generate',
      ]);
    assert.ok(webhook.arrived[1]?.until);
    assert.deepEqual(await listOpenNotices(database.kysely), []);
    assert.equal((await listPastNotices(database.kysely, 10)).length, 1);
  });

  test('is told once, however many processes see it', async () => {
    const webhook = pretendWay('webhook');
    const processes = [openProcess([webhook]), openProcess([webhook]), openProcess([webhook])];
    await look(processes, 2);
    for (const { metrics } of processes) metrics.count('pegasus_dead_letters_total', { stage: 'export' });
    await look(processes, 4);
    assert.deepEqual(told(webhook), ['firing PegasusDeadLetters export']);
    // One that comes later knows nothing of it and does not end it.
    const late = openProcess([webhook]);
    await look([...processes, late], 8);
    assert.deepEqual(told(webhook), ['firing PegasusDeadLetters export']);
  });

  test('is told again and again until it arrives, and not for ever', async () => {
    const webhook = pretendWay('webhook');
    webhook.failures = 2;
    const one = openProcess([webhook]);
    await look([one], 2);
    one.metrics.count('pegasus_dead_letters_total', { stage: 'ingest' });
    await look([one], 10);
    assert.deepEqual(told(webhook), ['firing PegasusDeadLetters ingest']);
    webhook.failures = 1000;
    one.metrics.count('pegasus_dead_letters_total', { stage: 'export' });
    await look([one], 100);
    assert.equal(1000 - webhook.failures, 6);
  });

  test('is told of a database that is away, by a process that cannot ask anybody', async () => {
    const webhook = pretendWay('webhook');
    let reachable = true;
    const one = openProcess([webhook], { reachable: () => reachable });
    await look([one], 2);
    reachable = false;
    one.lose();
    await look([one], 5);
    assert.deepEqual(told(webhook), ['firing PegasusDatabaseDown database']);
    reachable = true;
    one.regain();
    await look([one], 2);
    assert.deepEqual(told(webhook), [
      'firing PegasusDatabaseDown database',
      'resolved PegasusDatabaseDown database',
    ]);
  });

  test('is not told what only follows from something that is told', async () => {
    const webhook = pretendWay('webhook');
    const one = openProcess([webhook]);
    await look([one], 2);
    one.lose();
    await look([one], 4);
    one.metrics.count('pegasus_dead_letters_total', { stage: 'ingest' });
    await look([one], 4);
    assert.deepEqual(told(webhook), ['firing PegasusDatabaseDown database']);
  });
});
