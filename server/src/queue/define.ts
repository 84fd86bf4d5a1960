import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Transaction } from '../db/open.ts';

/** What a stage's job carries: only names of rows, never content. */
export interface StageJob {
  lectureId: string;
  presetId: string;
}

/** How a job ended: done, to be tried again, or given up and kept as a dead letter. */
export type JobOutcome = 'done' | 'retry' | 'dead-letter';

export interface DeliveredJob {
  id: string;
  data: StageJob;
  /** Whether the queue will try again if this try fails. */
  lastTry: boolean;
  /** Aborted when the queue gives up on this delivery: its time is over, or the worker stops. */
  signal: AbortSignal;
}

export interface DeadLetter {
  id: string;
  stage: StageName;
  data: StageJob;
  createdAt: string;
}

/**
 * Hands out stage jobs at least once. Exactly-once effects are `run-stage`'s work. A job is sent inside the
 * transaction that stores what it follows from, so neither is there without the other.
 */
export interface Queue {
  start(): Promise<void>;
  send(stage: StageName, job: StageJob, transaction: Transaction): Promise<string>;
  /** Calls `handle` for jobs of a stage, `concurrency` at a time. */
  work(
    stage: StageName,
    concurrency: number,
    handle: (job: DeliveredJob) => Promise<JobOutcome>,
  ): Promise<void>;
  /**
   * Calls `handle` at the times of a cron expression, in one process of all that ask for it and never twice
   * at once. What falls due while nobody listens is not made up for.
   */
  every(name: string, cron: string, handle: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Forgets every job of a lecture, finished, waiting or dead. */
  forget(lectureId: string): Promise<void>;
  /** Takes a job back that nobody needs any more; no error when it is gone. */
  cancel(stage: StageName, jobId: string): Promise<void>;
  /**
   * Gives back at once what a worker that is gone left unfinished; it counts as a try. Only for whoever
   * knows that the worker is gone: where there are several, heartbeats decide.
   */
  release(stage: StageName, jobIds: readonly string[]): Promise<void>;
  /** Of these jobs, those that the queue will still deliver or has delivered and not heard of the end. */
  alive(stage: StageName, jobIds: readonly string[]): Promise<Set<string>>;
  deadLetters(): Promise<DeadLetter[]>;
  /** Throws a Problem when jobs cannot be sent now. */
  check(): Promise<void>;
  /** Lets running jobs finish for `seconds`, then hands them back. */
  stop(seconds: number): Promise<void>;
}
