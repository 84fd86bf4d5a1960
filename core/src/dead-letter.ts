import { z } from 'zod';
import { ProblemDocument } from './problem.ts';
import { StageName, StageRun } from './stage-run.ts';

/**
 * - `open`: given up, and waits for somebody to decide
 * - `replayed`: taken up again at the stage that failed
 * - `discarded`: nobody wants it any more; the lecture stays failed
 */
export const DeadLetterState = z.enum(['open', 'replayed', 'discarded']);
export type DeadLetterState = z.infer<typeof DeadLetterState>;

/** The work of a stage whose retries were used up. Ids and codes only; it holds nothing of the lecture. */
export const DeadLetter = z.object({
  id: z.uuid(),
  ownerId: z.uuid(),
  lectureId: z.uuid(),
  presetId: z.string(),
  stage: StageName,
  attempts: z.int().positive(),
  /** Why the last try failed. */
  problem: ProblemDocument,
  /** What its job carried. */
  input: z.record(z.string(), z.unknown()),
  state: DeadLetterState,
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().optional(),
  /** The try that a replay began. */
  replayRunId: z.uuid().optional(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

/** A letter with every try at its stage. */
export const DeadLetterDetail = z.object({ letter: DeadLetter, tries: z.array(StageRun) });
export type DeadLetterDetail = z.infer<typeof DeadLetterDetail>;

/** What a replay of many did: which it took up, and which it could not, each with its reason. */
export const ReplayResult = z.object({
  replayed: z.array(z.uuid()),
  refused: z.array(z.object({ id: z.uuid(), problem: ProblemDocument })),
});
export type ReplayResult = z.infer<typeof ReplayResult>;
