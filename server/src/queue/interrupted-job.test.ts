import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createCourse } from '../db/courses.ts';
import { insertLecture } from '../db/lectures.ts';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { insertStageRun, startStageRun } from '../db/stage-runs.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { ensureLocalUser, LOCAL_USER_ID } from '../db/users.ts';
import type { Queue } from './define.ts';
import { createPgBossQueue } from './pg-boss.ts';

const at = new Date('2026-01-01T00:00:00Z');
/** So long that nothing is tried again by itself while the test runs. */
const options = { retries: 2, retryDelaySeconds: 3600 };

describe('the job of a worker that fell silent', () => {
  let database: Database;
  let queue: Queue;
  before(async () => {
    database = await openTestDatabase();
    await migrate(database);
    await ensureLocalUser(database.kysely);
    queue = createPgBossQueue(database, pino({ level: 'silent' }), options);
    await queue.start();
  });
  after(async () => {
    await queue.stop(0);
    await database.close();
  });

  /** A job that failed once and waits for its next try, and a run of it that is in this state. */
  async function pausingJob(state: 'running' | 'waiting'): Promise<string> {
    const { kysely } = database;
    const ids = { courseId: randomUUID(), lectureId: randomUUID(), runId: randomUUID() };
    await createCourse(kysely, LOCAL_USER_ID, { id: ids.courseId, name: ids.courseId, createdAt: at });
    const job = { lectureId: ids.lectureId, presetId: 'exam' };
    const jobId = await kysely.transaction().execute(async (transaction) => {
      const facts = { courseId: ids.courseId, title: 'A lecture', presetId: 'exam', createdAt: at };
      await insertLecture(transaction, LOCAL_USER_ID, { id: ids.lectureId, ...facts });
      const sent = await queue.send('ingest', job, transaction, 0);
      const run = { id: ids.runId, ownerId: LOCAL_USER_ID, attempt: 1, queuedAt: at };
      await insertStageRun(transaction, { ...run, ...job, stage: 'ingest', jobId: sent });
      return sent;
    });
    if (state === 'running') await startStageRun(kysely, ids.runId, at);
    // As the queue does with a job that was not heard of for too long.
    await sql`
      update pgboss.job set state = 'retry', retry_count = 1, start_after = now() + interval '1 hour'
      where id = ${jobId}`.execute(kysely);
    return jobId;
  }

  test('is handed out again at once, and one that failed keeps its pause', async () => {
    const interrupted = await pausingJob('running');
    await pausingJob('waiting');
    assert.equal(await queue.hastenInterrupted(), 1);
    assert.equal(await queue.hastenInterrupted(), 0);
    const seen: string[] = [];
    await queue.work('ingest', 2, async ({ id }) => {
      seen.push(id);
      return 'done';
    });
    for (let count = 0; count < 200 && seen.length === 0; count++)
      await new Promise((done) => setTimeout(done, 50));
    assert.deepEqual(seen, [interrupted]);
  });
});
