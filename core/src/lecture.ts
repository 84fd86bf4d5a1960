import { z } from 'zod';
import { Name } from './course.ts';
import { ProblemDocument } from './problem.ts';
import { RecordingKind } from './recording.ts';
import { StageName } from './stage-run.ts';

/**
 * - `processing`: a stage waits or runs
 * - `ready`: exported
 * - `thin`: worked through, but too little was found to export it silently
 * - `failed`: a stage failed for good; the problem says which and why
 * - `cancelled`: stopped by its owner
 */
export const LectureState = z.enum(['processing', 'ready', 'thin', 'failed', 'cancelled']);
export type LectureState = z.infer<typeof LectureState>;

export const Lecture = z.object({
  id: z.uuid(),
  courseId: z.uuid(),
  courseName: Name,
  title: Name,
  presetId: z.string(),
  state: LectureState,
  /** The stage that waits, runs or failed; absent when all are done. */
  stage: StageName.optional(),
  problem: ProblemDocument.optional(),
  recording: z.object({
    kind: RecordingKind,
    fileName: z.string(),
    mediaType: z.string(),
    bytes: z.int(),
    /** Since when it is not kept any more: its moments can be read and not played. */
    leftAt: z.iso.datetime().optional(),
  }),
  /** Length of the recording in seconds, known after ingest. */
  seconds: z.number().optional(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
});
export type Lecture = z.infer<typeof Lecture>;

export function canRetry(state: LectureState): boolean {
  return state === 'failed' || state === 'cancelled';
}

export function canCancel(state: LectureState): boolean {
  return state === 'processing';
}
