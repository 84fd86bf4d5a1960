import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { StageName } from '@pegasus/core/stage-run.ts';
import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { pino } from 'pino';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { type DeliveredJob, HANDED_BACK, type Queue, type StageJob } from './define.ts';
import { createPgBossQueue } from './pg-boss.ts';

const log = pino({ level: 'silent' });
const options = { retries: 2, retryDelaySeconds: 1 };
let database: Database;
let queue: Queue;
before(async () => {
  database = await openTestDatabase();
  await migrate(database);
  queue = createPgBossQueue(database, log, options);
  await queue.start();
});
after(async () => {
  await queue.stop(0);
  await database.close();
});

const jobOf = (lectureId: string): StageJob => ({ lectureId, presetId: 'exam' });
const send = (stage: StageName, job: StageJob, urgency = 0) =>
  database.kysely.transaction().execute((transaction) => queue.send(stage, job, transaction, urgency));
const until = async (holds: () => boolean) => {
  for (let count = 0; count < 400 && !holds(); count++) await new Promise((done) => setTimeout(done, 50));
  assert.ok(holds(), 'It did not happen within 20 s.');
};

describe('the queue', () => {
  test('hands out the most urgent job first, then the oldest', async () => {
    const names = ['calm', 'urgent', 'calm too', 'most urgent'];
    for (const [name, urgency] of [
      [names[0], -9],
      [names[1], -5],
      [names[2], -9],
      [names[3], -1],
    ] as const)
      await send('ingest', jobOf(String(name)), urgency);
    const seen: string[] = [];
    await queue.work('ingest', 1, async ({ data }) => {
      seen.push(data.lectureId);
      return 'done';
    });
    await until(() => seen.length === 4);
    assert.deepEqual(seen, ['most urgent', 'urgent', 'calm', 'calm too']);
  });

  test('forgets a job whose transaction was rolled back', async () => {
    const lost = database.kysely.transaction().execute(async (transaction) => {
      await queue.send('generate', jobOf('never'), transaction, 0);
      throw new Error('rolled back');
    });
    await assert.rejects(lost, /rolled back/);
    const id = await send('generate', jobOf('always'));
    const seen: string[] = [];
    await queue.work('generate', 1, async (job) => {
      seen.push(job.data.lectureId);
      return 'done';
    });
    await until(() => seen.length === 1);
    assert.deepEqual(seen, ['always']);
    await until(() => true);
    assert.deepEqual(await queue.alive('generate', [randomUUID()]), new Set());
    assert.ok(id);
  });

  test('tries again until the last try, and says which it is', async () => {
    const seen: boolean[] = [];
    await send('export', jobOf('fails'));
    await queue.work('export', 1, async ({ lastTry }) => {
      seen.push(lastTry);
      return lastTry ? 'done' : 'retry';
    });
    await until(() => seen.length === 3);
    assert.deepEqual(seen, [false, false, true]);
  });

  test('forgets a finished job after a month, and none before', async () => {
    const ids: string[] = [];
    for (const name of ['old', 'new']) ids.push(await send('transcribe', jobOf(name)));
    const finish = (id: string, days: number) =>
      sql`
      update pgboss.job set state = 'completed', completed_on = now() - ${`${days} days`}::interval
      where id = ${id}`.execute(database.kysely);
    await finish(ids[0] ?? '', 31);
    await finish(ids[1] ?? '', 29);
    const left = async () => {
      const { rows } = await sql<{ id: string }>`
        select id from pgboss.job where id = any(${ids}::uuid[])`.execute(database.kysely);
      return rows.map(({ id }) => id);
    };
    // Its own round comes once a day; this one does not wait for it.
    const boss = new PgBoss({
      db: database.forQueue,
      backend: database.backend,
      superviseIntervalSeconds: 1,
      maintenanceIntervalSeconds: 1,
    });
    boss.on('error', () => undefined);
    await boss.start();
    for (let look = 0; look < 100 && (await left()).length === 2; look++)
      await new Promise((done) => setTimeout(done, 100));
    await boss.stop({ graceful: false, close: false });
    assert.deepEqual(await left(), [ids[1]]);
  });

  test('that stops takes no more, lets a short job finish, and tells a long one that it is handed back', async () => {
    const other = createPgBossQueue(database, log, options);
    await other.start();
    const ended: string[] = [];
    const begun: string[] = [];
    const handle = async ({ data, signal }: DeliveredJob) => {
      begun.push(data.lectureId);
      if (data.lectureId === 'short') await new Promise((done) => setTimeout(done, 300));
      else
        await new Promise<void>((done) =>
          signal.addEventListener('abort', () => {
            ended.push(signal.reason === HANDED_BACK ? 'handed back' : 'cut off');
            done();
          }),
        );
      ended.push(data.lectureId);
      return 'done' as const;
    };
    const sendTo = (lectureId: string) =>
      database.kysely
        .transaction()
        .execute((transaction) => other.send('transcribe', jobOf(lectureId), transaction, 0));
    for (const name of ['short', 'long']) await sendTo(name);
    await other.work('transcribe', 2, handle);
    await until(() => begun.length === 2);
    const stopped = other.stop(1);
    const late = await sendTo('late');
    await stopped;
    assert.deepEqual(ended, ['short', 'handed back', 'long']);
    assert.deepEqual(await queue.alive('transcribe', [late]), new Set([late]));
  });
});
