import { STAGES, type StageName } from '@pegasus/core/stage-run.ts';
import { fromKysely, type Job, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from '../db/open.ts';
import type { DeadLetter, DeliveredJob, JobOutcome, Queue, StageJob } from './define.ts';

export interface PgBossOptions {
  retries: number;
  retryDelaySeconds: number;
}

/** A worker that was not heard of for this long has lost its job to another. */
const HEARTBEAT_SECONDS = 10;
/** Longest that a job may take; stages have tighter deadlines of their own. */
const EXPIRE_SECONDS = 12 * 3600;
const POLL_SECONDS = 0.5;
/** Jobs of the clock say nothing that the tables do not. */
const CLOCK_SECONDS = 3600;
const KEEP_SECONDS = 30 * 24 * 3600;

const queueOf = (stage: StageName) => stage;
const deadLettersOf = (stage: StageName) => `${stage}-dead-letters`;

/** The queue in the same database as the rows, by pg-boss. */
export function createPgBossQueue(database: Database, log: Logger, options: PgBossOptions): Queue {
  const boss = new PgBoss({
    db: database.forQueue,
    backend: database.backend,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    // The embedded database rewrites its indexes by itself; these two need a server.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'queue error'));

  async function start(): Promise<void> {
    await boss.start();
    for (const stage of STAGES) {
      const retention = { retentionSeconds: KEEP_SECONDS, deleteAfterSeconds: KEEP_SECONDS };
      const tries = {
        retryLimit: options.retries,
        retryDelay: options.retryDelaySeconds,
        retryBackoff: true,
      };
      const limits = { expireInSeconds: EXPIRE_SECONDS, heartbeatSeconds: HEARTBEAT_SECONDS, ...tries };
      await boss.createQueue(deadLettersOf(stage), retention);
      await boss.createQueue(queueOf(stage), { ...limits, ...retention, deadLetter: deadLettersOf(stage) });
      await boss.updateQueue(queueOf(stage), { ...limits, ...retention });
    }
  }

  async function work(
    stage: StageName,
    concurrency: number,
    handle: (job: DeliveredJob) => Promise<JobOutcome>,
  ): Promise<void> {
    await boss.work(
      queueOf(stage),
      {
        batchSize: 1,
        localConcurrency: concurrency,
        pollingIntervalSeconds: POLL_SECONDS,
        perJobResults: true,
      },
      async (jobs: Job<StageJob>[]) =>
        Promise.all(
          jobs.map(async ({ id, data, retryCount, signal }) => {
            const outcome = await handle({ id, data, lastTry: retryCount >= options.retries, signal });
            return { id, status: STATUS[outcome] };
          }),
        ),
    );
  }

  return {
    start,
    work,
    send: async (stage, job, transaction) => {
      // Outside of the transaction's own connection this would wait for itself on the embedded database.
      const id = await boss.send(queueOf(stage), job, { db: fromKysely(transaction) });
      if (id === null) throw new Error(`The queue took no ${stage} job.`);
      return id;
    },
    every: async (name, cron, handle) => {
      const limits = { expireInSeconds: EXPIRE_SECONDS, retryLimit: 0 };
      const stays = { retentionSeconds: CLOCK_SECONDS, deleteAfterSeconds: CLOCK_SECONDS };
      // One waits or runs, however many processes send.
      await boss.createQueue(name, {
        policy: 'exclusive',
        heartbeatSeconds: HEARTBEAT_SECONDS,
        ...limits,
        ...stays,
      });
      await boss.schedule(name, cron);
      await boss.work(name, { batchSize: 1, pollingIntervalSeconds: POLL_SECONDS }, async ([job]: Job[]) => {
        if (job) await handle(job.signal);
      });
    },
    forget: async (lectureId) => {
      for (const queue of STAGES.flatMap((stage) => [queueOf(stage), deadLettersOf(stage)])) {
        const jobs = await boss.findJobs<StageJob>(queue, { data: { lectureId } });
        if (jobs.length > 0)
          await boss.deleteJob(
            queue,
            jobs.map(({ id }) => id),
          );
      }
    },
    cancel: async (stage, jobId) => {
      await boss.cancel(queueOf(stage), jobId);
    },
    release: async (stage, jobIds) => {
      if (jobIds.length > 0) await boss.fail(queueOf(stage), [...jobIds]);
    },
    alive: async (stage, jobIds) => {
      const found = await Promise.all(jobIds.map((id) => boss.findJobs<StageJob>(queueOf(stage), { id })));
      const open = found.flat().filter(({ state }) => ['created', 'retry', 'active'].includes(state));
      return new Set(open.map(({ id }) => id));
    },
    deadLetters: async () => {
      const letters = await Promise.all(
        STAGES.map(async (stage): Promise<DeadLetter[]> => {
          const jobs = await boss.findJobs<StageJob>(deadLettersOf(stage));
          return jobs.map(({ id, data, createdOn }) => ({
            id,
            stage,
            data,
            createdAt: createdOn.toISOString(),
          }));
        }),
      );
      return letters.flat();
    },
    check: async () => {
      await boss.getQueues([queueOf('ingest')]);
    },
    stop: async (seconds) => {
      await boss.stop({ graceful: true, timeout: seconds * 1000, close: false });
    },
  };
}

const STATUS = { done: 'completed', retry: 'failed', 'dead-letter': 'deadletter' } as const;
