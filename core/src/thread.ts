import { z } from 'zod';
import { Sources } from './artifacts/define.ts';

/** Where a lecture says something of a concept. `moment`: seconds at which the first cited segment begins. */
export const ThreadEvidence = z.object({
  lectureId: z.uuid(),
  sources: Sources,
  moment: z.number().nonnegative().optional(),
});
export type ThreadEvidence = z.infer<typeof ThreadEvidence>;

/**
 * - `introduced`: the first lecture of the course that works with the concept
 * - `returns`: a later lecture works with it again
 * - `recalled`: it returns, and the lecturer says so, as in «last time we saw»
 * - `specialised`: a later lecture introduces a kind of it
 * - `refined`, `contradicted`, `more-complex`: a later lecture says more precisely, otherwise or more than an
 *   earlier one; only a language model tells these, because word overlap cannot
 */
export const ThreadUpdateKind = z.enum([
  'introduced',
  'returns',
  'recalled',
  'specialised',
  'refined',
  'contradicted',
  'more-complex',
]);
export type ThreadUpdateKind = z.infer<typeof ThreadUpdateKind>;

const ThreadReference = z.object({ id: z.uuid(), title: z.string().min(1) });

/** One line of the history: what a lecture did to a concept, with the words of both lectures that show it. */
export const ThreadUpdate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('introduced'), evidence: ThreadEvidence }),
  z.object({
    kind: ThreadUpdateKind.exclude(['introduced']),
    evidence: ThreadEvidence,
    earlier: ThreadEvidence,
    /** The kind of it that was introduced; only where it was specialised. */
    by: ThreadReference.optional(),
    /** What changed, in a sentence; only where a language model told it. */
    note: z.string().min(1).optional(),
  }),
]);
export type ThreadUpdate = z.infer<typeof ThreadUpdate>;

/** What a lecture says that a concept is. */
export const ThreadDefinition = z.object({ text: z.string().min(1), sources: Sources });
export type ThreadDefinition = z.infer<typeof ThreadDefinition>;

/** A concept in one lecture. */
export const ThreadOccurrence = z.object({
  lectureId: z.uuid(),
  /** `defined` or `used` in the lecture's artifacts, or only `heard` in its transcript. */
  role: z.enum(['defined', 'used', 'heard']),
  /** How often it is said. */
  times: z.int().nonnegative(),
  sources: Sources,
  /** Seconds at which the cited segments begin, ascending. */
  moments: z.array(z.number().nonnegative()),
  definition: ThreadDefinition.optional(),
  /** Ids of the items in the lecture's artifacts that are about it. */
  items: z.array(z.string()),
});
export type ThreadOccurrence = z.infer<typeof ThreadOccurrence>;

export const ThreadLevel = z.enum(['foundational', 'advanced']);
export type ThreadLevel = z.infer<typeof ThreadLevel>;

/** A concept followed across the lectures of a course. */
export const Thread = z.object({
  id: z.uuid(),
  courseId: z.uuid(),
  title: z.string().min(1),
  /** What the newest lecture that defines it says that it is; absent while no lecture does. */
  description: z.string().min(1).optional(),
  /** Other names, without the title. */
  names: z.array(z.string().min(1)),
  level: ThreadLevel,
  complexity: z.int().min(1).max(5),
  /** What it is a kind of. */
  kindOf: z.array(ThreadReference),
  /** In the order of the lectures, as is the history. */
  occurrences: z.array(ThreadOccurrence).min(1),
  history: z.array(ThreadUpdate).min(1),
});
export type Thread = z.infer<typeof Thread>;

/** The newest definition that is left; undefined where no lecture defines the concept. */
export function descriptionOf(
  occurrences: readonly Pick<ThreadOccurrence, 'definition'>[],
): string | undefined {
  return occurrences.findLast(({ definition }) => definition !== undefined)?.definition?.text;
}
