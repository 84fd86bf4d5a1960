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
