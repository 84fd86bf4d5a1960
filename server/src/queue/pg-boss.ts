import { STAGES, type StageName } from '@pegasus/core/stage-run.ts';
import { sql } from 'kysely';
import { fromKysely, type Job, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from '../db/open.ts';
import { type DeliveredJob, HANDED_BACK, type JobOutcome, type Queue, type StageJob } from './define.ts';

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
/** Longest pause before another try of what failed. */
const LONGEST_PAUSE_SECONDS = 15;
/** What a stage that was aborted may take to write that down. */
const FAREWELL_MS = 5_000;

const queueOf = (stage: StageName) => stage;

/** The queue in the same database as the rows, by pg-boss. */
export function createPgBossQueue(database: Database, log: Logger, options: PgBossOptions): Queue {
  const boss = new PgBoss({
    db: database.forQueue,
    backend: database.backend,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    // These two need a server.
    reindex: database.backend === 'postgres',
    monitorVacuum: database.backend === 'postgres',
  });
  boss.on('error', (error) => log.error({ err: error }, 'queue error'));

  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.catch(() => undefined).finally(() => running.delete(settled));
    running.add(settled);
    return work;
  };
  const untilIdle = (milliseconds: number) =>
    Promise.race([Promise.all(running), new Promise((done) => setTimeout(done, milliseconds).unref())]);

  async function start(): Promise<void> {
    await boss.start();
    for (const stage of STAGES) {
      const retention = { retentionSeconds: KEEP_SECONDS, deleteAfterSeconds: KEEP_SECONDS };
      const tries = {
        retryLimit: options.retries,
        retryDelay: options.retryDelaySeconds,
        retryBackoff: true,
        retryDelayMax: Math.max(LONGEST_PAUSE_SECONDS, options.retryDelaySeconds),
      };
      const limits = { expireInSeconds: EXPIRE_SECONDS, heartbeatSeconds: HEARTBEAT_SECONDS, ...tries };
      await boss.createQueue(queueOf(stage), { ...limits, ...retention });
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
            const lastTry = retryCount >= options.retries;
            const both = AbortSignal.any([signal, stopping.signal]);
            const outcome = await track(handle({ id, data, lastTry, signal: both }));
            return { id, status: STATUS[outcome] };
          }),
        ),
    );
  }

  return {
    start,
    work,
    send: async (stage, job, transaction, urgency) => {
      // Outside of the transaction's own connection this would wait for itself on the embedded database.
      const id = await boss.send(queueOf(stage), job, { db: fromKysely(transaction), priority: urgency });
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
      for (const queue of STAGES.map(queueOf)) {
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
    hastenInterrupted: async () => {
      // A try that failed is ended before its job goes back. One that still runs, of a job that is to be tried
      // again, is of a worker that fell silent.
      const { rows } = await sql`
        update pgboss.job set start_after = now()
        from stage_runs
        where stage_runs.state = 'running' and stage_runs.job_id = job.id and stage_runs.stage = job.name
          and job.state = 'retry' and job.start_after > now()
        returning job.id`.execute(database.kysely);
      return rows.length;
    },
    alive: async (stage, jobIds) => {
      const found = await Promise.all(jobIds.map((id) => boss.findJobs<StageJob>(queueOf(stage), { id })));
      const open = found.flat().filter(({ state }) => ['created', 'retry', 'active'].includes(state));
      return new Set(open.map(({ id }) => id));
    },
    check: async () => {
      await boss.getQueues([queueOf('ingest')]);
    },
    stop: async (seconds) => {
      for (const stage of STAGES) await boss.offWork(queueOf(stage), { wait: false });
      await untilIdle(seconds * 1000);
      stopping.abort(HANDED_BACK);
      await untilIdle(FAREWELL_MS);
      await boss.stop({ graceful: true, timeout: 1000, close: false });
    },
  };
}

const STATUS = { done: 'completed', retry: 'failed' } as const;
