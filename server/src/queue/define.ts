import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Transaction } from '../db/open.ts';

/** What a stage's job carries: only names of rows, never content. */
export interface StageJob {
  lectureId: string;
  presetId: string;
  /** The trace that it belongs to, where there is one. */
  trace?: string;
}

/** How a job ended: there is nothing more to do for it, or it is to be tried again after a pause. */
export type JobOutcome = 'done' | 'retry';

/** Why a delivery is aborted when its worker stops in order: that is no failure of the job. */
export const HANDED_BACK = new Error('The worker stops.');

export interface DeliveredJob {
  id: string;
  data: StageJob;
  /** Whether the queue will try again if this try fails. */
  lastTry: boolean;
  /** Aborted when the queue gives up on this delivery: its time is over, or the worker stops. */
  signal: AbortSignal;
}

/**
 * Hands out stage jobs at least once. Exactly-once effects are `run-stage`'s work. A job is sent inside the
 * transaction that stores what it follows from, so neither is there without the other.
 */
export interface Queue {
  start(): Promise<void>;
  /** Of jobs that wait, the one of the greatest urgency is handed out first, then the oldest. */
  send(stage: StageName, job: StageJob, transaction: Transaction, urgency: number): Promise<string>;
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
  /**
   * Ends the pause before the next try of jobs whose worker fell silent: nothing has failed that needs a rest.
   * Gives how many there were.
   */
  hastenInterrupted(): Promise<number>;
  /** Of these jobs, those that the queue will still deliver or has delivered and not heard of the end. */
  alive(stage: StageName, jobIds: readonly string[]): Promise<Set<string>>;
  /** Throws a Problem when jobs cannot be sent now. */
  check(): Promise<void>;
  /** Takes no more, lets running jobs finish for `seconds`, then aborts them with HANDED_BACK and waits a little. */
  stop(seconds: number): Promise<void>;
}
