import { z } from 'zod';
import type { Review } from './review.ts';
import { gradesOf, isLeech, recallAt, type Schedule, scheduleOf } from './schedule.ts';

/** How well something is known: an item's share of what is known of its thread or lecture. */
export const Standing = z.object({
  items: z.int().nonnegative(),
  /** Items that were graded at least once. */
  studied: z.int().nonnegative(),
  due: z.int().nonnegative(),
  /** Mean chance that a studied item is remembered now, 0 to 1; absent while nothing was studied. */
  recall: z.number().min(0).max(1).optional(),
  /** How often its items were forgotten after they had been learned. */
  lapses: z.int().nonnegative(),
  /** Items that were forgotten again and again. */
  leeches: z.int().nonnegative(),
  /** Whether it needs this student's attention before the rest. */
  shaky: z.boolean(),
});
export type Standing = z.infer<typeof Standing>;

/** Under this mean chance of recall, something is called shaky. */
const SHAKY_RECALL = 0.85;

/** Undefined schedules are of items that were never graded. */
export function standingOf(schedules: readonly (Schedule | undefined)[], now: Date): Standing {
  const graded = schedules.flatMap((schedule) => (schedule && schedule.state !== 'new' ? [schedule] : []));
  const open = graded.filter(({ suspended }) => !suspended);
  const chances = open.map((schedule) => recallAt(schedule, now) ?? 0);
  const recall =
    chances.length === 0 ? undefined : chances.reduce((sum, one) => sum + one, 0) / chances.length;
  const lapses = graded.reduce((sum, schedule) => sum + schedule.lapses, 0);
  const leeches = graded.filter(isLeech).length;
  // Right after an answer the chance is near 1, also when it was wrong; what is being learned again is shaky.
  const relearning = open.filter(({ state }) => state === 'relearning').length;
  return {
    items: schedules.length,
    studied: graded.length,
    due: open.filter(({ due }) => Date.parse(due) <= now.getTime()).length,
    ...(recall === undefined ? {} : { recall }),
    lapses,
    leeches,
    shaky: (recall !== undefined && recall < SHAKY_RECALL) || relearning > 0 || leeches > 0,
  };
}

/** Least known first: by recall, then by how often it was forgotten. */
export function byShakiness(one: Standing, other: Standing): number {
  return (one.recall ?? 1) - (other.recall ?? 1) || other.lapses - one.lapses;
}

export const Retention = z.object({
  /** Reviews of what had been learned a day or more before. */
  reviews: z.int().nonnegative(),
  /** Share of them that was remembered; absent without any. */
  remembered: z.number().min(0).max(1).optional(),
});
export type Retention = z.infer<typeof Retention>;

const DAY = 86_400_000;

/** How much of what was learned is remembered when it is asked, from the whole log since a moment. */
export function retentionSince(reviews: readonly Review[], since: Date): Retention {
  let asked = 0;
  let remembered = 0;
  for (const own of byItem(reviews).values()) {
    let last: number | undefined;
    for (const { at: moment, grade } of gradesOf(own)) {
      const at = Date.parse(moment);
      if (last !== undefined && at - last >= DAY && at >= since.getTime()) {
        asked++;
        if (grade !== 'again') remembered++;
      }
      last = at;
    }
  }
  return { reviews: asked, ...(asked > 0 ? { remembered: remembered / asked } : {}) };
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

/** The schedule of every item of a log, as a device without a server computes it. */
export function schedulesOf(reviews: readonly Review[]): Map<string, Schedule> {
  return new Map([...byItem(reviews)].map(([key, own]) => [key, scheduleOf(own)]));
}
