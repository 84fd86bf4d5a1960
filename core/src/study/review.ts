import { z } from 'zod';

/** How well something was remembered, from not at all to at once. */
export const Grade = z.enum(['again', 'hard', 'good', 'easy']);
export type Grade = z.infer<typeof Grade>;
export const GRADES = Grade.options;

const common = {
  /** Made by the device, so that the same entry sent twice is one entry. */
  id: z.uuid(),
  lectureId: z.uuid(),
  /** Items keep their id when material is made anew, see `artifacts/inherit-ids.ts`. */
  itemId: z.string().min(1).max(200),
  /** When it happened, by the clock of the device. */
  at: z.iso.datetime(),
};

/**
 * An entry of the log of study. The log only grows: a mistake is taken back by another entry, so two devices
 * that were apart merge by putting their entries together, in whatever order they arrive.
 */
export const Review = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('grade'),
    grade: Grade,
    /** Seconds from question to answer. */
    seconds: z.number().min(0).max(86_400).optional(),
    /** What was answered to an exam question. */
    answer: z.string().max(4000).optional(),
  }),
  /** Not asked any more until it is resumed. */
  z.object({ ...common, kind: z.literal('suspend') }),
  z.object({ ...common, kind: z.literal('resume') }),
  /** Takes back an entry about the same item; also one that took back another. */
  z.object({ ...common, kind: z.literal('undo'), undoes: z.uuid() }),
]);
export type Review = z.infer<typeof Review>;
export type GradeReview = Extract<Review, { kind: 'grade' }>;

/** By time, and by id where two devices name the same instant: the same order on every device. */
export function inOrder(reviews: readonly Review[]): Review[] {
  const once = new Map(reviews.map((review) => [review.id, review]));
  return [...once.values()].sort((one, other) => {
    const apart = Date.parse(one.at) - Date.parse(other.at);
    return apart || (one.id < other.id ? -1 : 1);
  });
}

/**
 * The entries about one item that hold, in order. An undo is void when a later undo takes it back; latest
 * first, so that no circle of undos can hang it.
 */
export function holding(reviews: readonly Review[]): Exclude<Review, { kind: 'undo' }>[] {
  const ordered = inOrder(reviews);
  const voided = new Set<string>();
  for (const review of ordered.toReversed()) {
    if (review.kind === 'undo' && !voided.has(review.id)) voided.add(review.undoes);
  }
  return ordered.filter((review) => review.kind !== 'undo').filter(({ id }) => !voided.has(id));
}

/** The log of each item by itself. */
export function byItem(reviews: readonly Review[]): Map<string, Review[]> {
  const items = new Map<string, Review[]>();
  for (const review of reviews) {
    const key = `${review.lectureId} ${review.itemId}`;
    const own = items.get(key);
    if (own) own.push(review);
    else items.set(key, [review]);
  }
  return items;
}
