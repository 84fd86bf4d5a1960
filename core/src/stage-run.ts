import { z } from 'zod';
import { ProblemDocument } from './problem.ts';

/** The four stages, in order. The names are the same in code, metrics, alerts and on the screen. */
export const STAGES = ['ingest', 'transcribe', 'generate', 'export'] as const;
export const StageName = z.enum(STAGES);
export type StageName = z.infer<typeof StageName>;

export const StageRunState = z.enum(['waiting', 'running', 'succeeded', 'failed', 'cancelled']);
export type StageRunState = z.infer<typeof StageRunState>;

/** What progress is counted in. */
export const ProgressUnit = z.enum(['seconds', 'bytes', 'items', 'files']);
export type ProgressUnit = z.infer<typeof ProgressUnit>;

export const Progress = z.object({
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  unit: ProgressUnit,
  /** When it had come so far. */
  at: z.iso.datetime().optional(),
  /** Where this try began to count, and when: one that resumes begins further on. */
  since: z.object({ done: z.number().nonnegative(), at: z.iso.datetime() }).optional(),
});
export type Progress = z.infer<typeof Progress>;

/** One try at a stage for one lecture. */
export const StageRun = z.object({
  id: z.uuid(),
  lectureId: z.uuid(),
  presetId: z.string(),
  stage: StageName,
  /** 1 for the first try. */
  attempt: z.int().positive(),
  state: StageRunState,
  queuedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  progress: Progress.optional(),
  problem: ProblemDocument.optional(),
});
export type StageRun = z.infer<typeof StageRun>;

/** Below this part of the way the pace so far says too little of what is left. */
const LEAST_WAY = 0.03;

/**
 * Seconds that were left when this was counted, by the pace of this try, told by one clock; undefined while nobody
 * can say.
 */
export function secondsLeft({ done, total, at, since }: Progress): number | undefined {
  if (at === undefined || since === undefined) return undefined;
  const gone = done - since.done;
  const way = total - since.done;
  const seconds = (Date.parse(at) - Date.parse(since.at)) / 1000;
  if (way <= 0 || gone / way < LEAST_WAY || seconds <= 0) return undefined;
  return (seconds * Math.max(0, total - done)) / gone;
}

export function isOpen(state: StageRunState): boolean {
  return state === 'waiting' || state === 'running';
}

export function nextStage(stage: StageName): StageName | undefined {
  return STAGES[STAGES.indexOf(stage) + 1];
}

/** Seconds that a run waited in the queue and ran; undefined while it has not come so far. */
export function timings(run: StageRun): { waited?: number; ran?: number } {
  const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
  return {
    ...(run.startedAt ? { waited: seconds(run.queuedAt, run.startedAt) } : {}),
    ...(run.startedAt && run.finishedAt ? { ran: seconds(run.startedAt, run.finishedAt) } : {}),
  };
}
