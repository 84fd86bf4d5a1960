import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { pino } from 'pino';
import { createChanges } from '../changes.ts';
import { readConfig } from '../config.ts';
import { createCourse } from '../db/courses.ts';
import { getLecture, insertLecture } from '../db/lectures.ts';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { insertRecording } from '../db/recordings.ts';
import { listStageRuns } from '../db/stage-runs.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { ensureLocalUser, LOCAL_USER_ID } from '../db/users.ts';
import { deleteLecture } from '../keeping/deletion.ts';
import { cancelLecture, retryLecture } from '../lectures.ts';
import { createMetrics } from '../metrics-registry.ts';
import type { DeliveredJob, Queue, StageJob } from '../queue/define.ts';
import { reconcile } from '../reconcile.ts';
import type { Services } from '../services.ts';
import { openTestStorage } from '../storage/test-storage.ts';
import { defineStage, type Stage, type Tools } from './define.ts';
import { enqueueStage } from './enqueue.ts';
import { runStage } from './run-stage.ts';

const ingested = {
  kind: 'captions',
  seconds: 9,
  format: 'vtt',
  segments: [{ start: 0, end: 9, text: 'Words.' }],
} as const;

/** A stage whose work each test brings. */
function ingestThat(run: Stage['run']): Stage {
  return defineStage({
    name: 'ingest',
    needs: ['recording'],
    makes: ['ingested'],
    unit: 'seconds',
    deadlineSeconds: () => 60,
    run,
  }) as unknown as Stage;
}
const goodIngest = ingestThat(async () => ({ ingested }) as never);

/** Hands out jobs by hand, so that a test decides how often a job is delivered. */
function createManualQueue(): Queue & { jobs: { id: string; stage: string; data: StageJob }[] } {
  const jobs: { id: string; stage: string; data: StageJob }[] = [];
  return {
    jobs,
    start: async () => {},
    send: async (stage, data) => {
      const id = randomUUID();
      jobs.push({ id, stage, data });
      return id;
    },
    work: async () => {},
    cancel: async (_stage, id) => {
      const at = jobs.findIndex((job) => job.id === id);
      if (at >= 0) jobs.splice(at, 1);
    },
    every: async () => {},
    forget: async () => {},
    release: async () => {},
    hastenInterrupted: async () => 0,
    alive: async (_stage, ids) => new Set(ids.filter((id) => jobs.some((job) => job.id === id))),
    check: async () => {},
    stop: async () => {},
  };
}

describe('run-stage', () => {
  let database: Database;
  let folder: string;
  let services: Services;
  let queue: ReturnType<typeof createManualQueue>;
  let lectureId: string;
  let clock: number;
  const tools = {} as Tools;

  before(async () => {
    database = await openTestDatabase();
    await migrate(database);
    await ensureLocalUser(database.kysely);
    folder = await mkdtemp(join(tmpdir(), 'pegasus-run-stage-'));
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    queue = createManualQueue();
    clock = Date.parse('2026-01-01T00:00:00Z');
    services = {
      config: readConfig({}),
      log: pino({ level: 'silent' }),
      metrics: createMetrics(),
      changes: createChanges(),
      database,
      queue,
      storage: openTestStorage(folder),
      now: () => new Date(clock++),
      newId: randomUUID,
    } as Partial<Services> as Services;
    lectureId = randomUUID();
    const course = await createCourse(database.kysely, LOCAL_USER_ID, {
      id: randomUUID(),
      name: randomUUID(),
      createdAt: new Date(clock),
    });
    await database.kysely.transaction().execute(async (transaction) => {
      await insertLecture(transaction, LOCAL_USER_ID, {
        id: lectureId,
        courseId: course.id,
        title: 'A lecture',
        presetId: 'exam',
        createdAt: new Date(clock),
      });
      const recording = {
        kind: 'captions',
        format: 'vtt',
        mediaType: 'text/vtt',
        fileName: 'a.vtt',
        bytes: 3,
        sha256: 'a'.repeat(64),
        objectKey: `lectures/${lectureId}/recording`,
      } as const;
      await insertRecording(transaction, LOCAL_USER_ID, lectureId, recording);
      await enqueueStage(services, transaction, LOCAL_USER_ID, 'ingest', { lectureId, presetId: 'exam' });
    });
  });

  const deliver = (over: Partial<DeliveredJob> = {}): DeliveredJob => {
    const job = queue.jobs.find(({ stage }) => stage === 'ingest');
    assert.ok(job, 'an ingest job is queued');
    return { id: job.id, data: job.data, lastTry: false, signal: new AbortController().signal, ...over };
  };
  const timeline = async () =>
    (await listStageRuns(database.kysely, LOCAL_USER_ID, lectureId)).map(
      ({ stage, attempt, state }) => `${stage} ${attempt} ${state}`,
    );
  const state = async () => (await getLecture(database.kysely, LOCAL_USER_ID, lectureId)).state;

  test('stores the output and sends the next job', async () => {
    assert.equal(await runStage(services, tools, goodIngest, deliver()), 'done');
    assert.deepEqual(await timeline(), ['ingest 1 succeeded', 'transcribe 1 waiting']);
    assert.equal(queue.jobs.filter(({ stage }) => stage === 'transcribe').length, 1);
    assert.equal((await getLecture(database.kysely, LOCAL_USER_ID, lectureId)).seconds, 9);
  });

  test('does nothing for a job that is delivered again after it succeeded', async () => {
    const job = deliver();
    await runStage(services, tools, goodIngest, job);
    let ran = false;
    const again = ingestThat(async () => {
      ran = true;
      return { ingested } as never;
    });
    assert.equal(await runStage(services, tools, again, job), 'done');
    assert.equal(ran, false);
    assert.equal(queue.jobs.filter(({ stage }) => stage === 'transcribe').length, 1);
  });

  test('runs a stage again whose process died in the middle, and notes both tries', async () => {
    const job = deliver();
    const hanging = Promise.withResolvers<never>();
    const started = Promise.withResolvers<void>();
    const dead = runStage(
      services,
      tools,
      ingestThat(async () => {
        started.resolve();
        return hanging.promise;
      }),
      job,
    );
    await started.promise;
    assert.equal(await runStage(services, tools, goodIngest, job), 'done');
    assert.deepEqual(await timeline(), ['ingest 1 failed', 'ingest 2 succeeded', 'transcribe 1 waiting']);
    // The process was only slow and comes back: nothing of its try may be stored.
    hanging.resolve({ ingested: { ...ingested, seconds: 777 } } as never);
    assert.equal(await dead, 'done');
    assert.equal((await getLecture(database.kysely, LOCAL_USER_ID, lectureId)).seconds, 9);
    assert.equal(queue.jobs.filter(({ stage }) => stage === 'transcribe').length, 1);
  });

  test('lets only one of eight deliveries at once take effect', async () => {
    let ran = 0;
    const counting = ingestThat(async () => {
      ran++;
      return { ingested } as never;
    });
    const job = deliver();
    await Promise.all(Array.from({ length: 8 }, () => runStage(services, tools, counting, job)));
    assert.ok(ran >= 1);
    assert.equal(
      (await timeline()).filter((line) => line === 'ingest 1 succeeded' || /ingest \d succeeded/.test(line))
        .length,
      1,
    );
    assert.equal(queue.jobs.filter(({ stage }) => stage === 'transcribe').length, 1);
  });

  test('asks for another try when a retry can help, and gives up on the last', async () => {
    const failing = ingestThat(async () => {
      throw new Problem('decoder-failed');
    });
    assert.equal(await runStage(services, tools, failing, deliver()), 'retry');
    assert.equal(await state(), 'processing');
    assert.equal(await runStage(services, tools, failing, deliver({ lastTry: true })), 'done');
    const lecture = await getLecture(database.kysely, LOCAL_USER_ID, lectureId);
    assert.equal(lecture.state, 'failed');
    assert.equal(lecture.problem?.code, 'decoder-failed');
    assert.equal(lecture.problem?.stage, 'ingest');
    assert.equal(lecture.problem?.lectureId, lectureId);
    assert.deepEqual(await timeline(), ['ingest 1 failed', 'ingest 2 failed']);
  });

  test('does not try again what no retry can mend', async () => {
    const silent = ingestThat(async () => {
      throw new Problem('recording-silent');
    });
    assert.equal(await runStage(services, tools, silent, deliver()), 'done');
    assert.equal(await state(), 'failed');
  });

  test('treats an unexpected error as an internal fault that may be tried again', async () => {
    const broken = ingestThat(async () => {
      throw new TypeError('undefined is not a function');
    });
    assert.equal(await runStage(services, tools, broken, deliver()), 'retry');
    assert.equal(
      (await listStageRuns(database.kysely, LOCAL_USER_ID, lectureId))[0]?.problem?.code,
      'internal',
    );
  });

  test('stores nothing of an output that is not of the declared form', async () => {
    const wrong = ingestThat(async () => ({ ingested: { kind: 'captions', seconds: 'nine' } }) as never);
    assert.equal(await runStage(services, tools, wrong, deliver()), 'retry');
    assert.equal((await getLecture(database.kysely, LOCAL_USER_ID, lectureId)).seconds, undefined);
    assert.equal(
      queue.jobs.some(({ stage }) => stage === 'transcribe'),
      false,
    );
  });

  test('stops a stage at its deadline', async () => {
    const endless = {
      ...ingestThat(
        (_lecture, _materials, _tools, { signal }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ),
      deadlineSeconds: () => 0.05,
    };
    assert.equal(await runStage(services, tools, endless, deliver()), 'retry');
    assert.equal(
      (await listStageRuns(database.kysely, LOCAL_USER_ID, lectureId))[0]?.problem?.code,
      'stage-deadline',
    );
  });

  test('holds a thin lecture with its reason and sends no further job', async () => {
    const thin = ingestThat(async () => ({ ingested, held: 'Only 40 words were said.' }) as never);
    assert.equal(await runStage(services, tools, thin, deliver()), 'done');
    const lecture = await getLecture(database.kysely, LOCAL_USER_ID, lectureId);
    assert.equal(lecture.state, 'thin');
    assert.equal(lecture.problem?.detail, 'Only 40 words were said.');
    assert.equal(
      queue.jobs.some(({ stage }) => stage === 'transcribe'),
      false,
    );
  });

  test('stops a running stage when its lecture is cancelled, and retry goes on at that stage', async () => {
    const started = Promise.withResolvers<void>();
    const waiting = ingestThat((_lecture, _materials, _tools, { signal }) => {
      started.resolve();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const running = runStage(services, tools, waiting, deliver());
    await started.promise;
    await cancelLecture(services, LOCAL_USER_ID, lectureId);
    assert.equal(await running, 'done');
    assert.equal(await state(), 'cancelled');
    await assert.rejects(
      cancelLecture(services, LOCAL_USER_ID, lectureId),
      (error) => error instanceof Problem && error.code === 'lecture-not-processing',
    );
    await retryLecture(services, LOCAL_USER_ID, lectureId);
    assert.deepEqual(await timeline(), ['ingest 1 cancelled', 'ingest 2 waiting']);
    assert.equal(await runStage(services, tools, goodIngest, deliver()), 'done');
    assert.equal(await state(), 'processing');
  });

  test('lets one of two retries at once win', async () => {
    await runStage(
      services,
      tools,
      ingestThat(async () => Promise.reject(new Problem('recording-silent'))),
      deliver(),
    );
    const results = await Promise.allSettled([
      retryLecture(services, LOCAL_USER_ID, lectureId),
      retryLecture(services, LOCAL_USER_ID, lectureId),
    ]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.deepEqual(await timeline(), ['ingest 1 failed', 'ingest 2 waiting']);
  });

  test('stores nothing for a lecture that is deleted while it runs', async () => {
    const started = Promise.withResolvers<void>();
    const go = Promise.withResolvers<never>();
    const running = runStage(
      services,
      tools,
      ingestThat(async () => {
        started.resolve();
        return go.promise;
      }),
      deliver(),
    );
    await started.promise;
    await deleteLecture(services, LOCAL_USER_ID, lectureId);
    go.resolve({ ingested } as never);
    assert.equal(await running, 'done');
    await assert.rejects(
      getLecture(database.kysely, LOCAL_USER_ID, lectureId),
      (error) => error instanceof Problem && error.code === 'not-found',
    );
    const left = await database.kysely
      .selectFrom('ingested')
      .select('lecture_id')
      .where('lecture_id', '=', lectureId)
      .execute();
    assert.deepEqual(left, []);
  });

  test('fails a lecture whose job the queue gave up on, instead of processing it for ever', async () => {
    const started = Promise.withResolvers<void>();
    const running = runStage(
      services,
      tools,
      ingestThat(async () => {
        started.resolve();
        return new Promise<never>(() => {});
      }),
      deliver(),
    );
    await started.promise;
    queue.jobs.length = 0;
    await reconcile(services);
    assert.equal(await state(), 'processing', 'a young run is left alone');
    clock += 60_000;
    assert.ok((await reconcile(services)) >= 1);
    assert.equal(await running, 'done', 'the try that nobody waits for any more ends itself');
    const lecture = await getLecture(database.kysely, LOCAL_USER_ID, lectureId);
    assert.equal(lecture.state, 'failed');
    assert.equal(lecture.problem?.code, 'stage-interrupted');
  });
});
