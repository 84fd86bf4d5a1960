import { byItem, type Review } from './review.ts';
import { gradesOf, isLeech, recallAt, scheduleOf } from './schedule.ts';
import type { Retention, Schedule, Standing } from './standing.ts';

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

/** The schedule of every item of a log, as a device without a server computes it. */
export function schedulesOf(reviews: readonly Review[]): Map<string, Schedule> {
  return new Map([...byItem(reviews)].map(([key, own]) => [key, scheduleOf(own)]));
}
