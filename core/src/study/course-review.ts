import type { Thread } from '../thread.ts';
import type { CourseReview, ReviewedThread } from './answers.ts';
import { byShakiness, standingOf } from './recall.ts';
import type { Schedule } from './standing.ts';

/** An item that is studied, with its schedule once it was graded. */
export interface CourseItem {
  lectureId: string;
  itemId: string;
  schedule?: Schedule | undefined;
}

const MOST_TOUCHED = 10;

/** Puts a course in the order of revision. Threads come as `listThreads` gives them, foundational first. */
export function reviewCourse(
  threads: readonly Thread[],
  items: readonly CourseItem[],
  now: Date,
): CourseReview {
  const schedules = new Map(
    items.map(({ lectureId, itemId, schedule }) => [`${lectureId} ${itemId}`, schedule]),
  );
  const reviewed = threads.map((thread): ReviewedThread => {
    const keys = thread.occurrences.flatMap((occurrence) =>
      occurrence.items.map((item) => `${occurrence.lectureId} ${item}`),
    );
    const own = keys.filter((key) => schedules.has(key)).map((key) => schedules.get(key));
    return {
      id: thread.id,
      title: thread.title,
      ...(thread.description === undefined ? {} : { description: thread.description }),
      names: thread.names,
      level: thread.level,
      complexity: thread.complexity,
      kindOf: thread.kindOf.map(({ title }) => title),
      lectures: thread.occurrences.map(({ lectureId, moments: [moment] }) => ({
        lectureId,
        ...(moment === undefined ? {} : { moment }),
      })),
      times: thread.occurrences.reduce((sum, { times }) => sum + times, 0),
      changes: thread.history.filter(({ kind }) => kind !== 'introduced'),
      standing: standingOf(own, now),
    };
  });
  const idsOf = (some: readonly ReviewedThread[]) => some.map(({ id }) => id);
  const touched = (thread: ReviewedThread) => thread.lectures.length * 1000 + thread.times;
  return {
    threads: reviewed,
    mostTouched: idsOf(
      reviewed.toSorted((one, other) => touched(other) - touched(one)).slice(0, MOST_TOUCHED),
    ),
    changed: idsOf(
      reviewed
        .filter(({ changes }) => changes.length > 0)
        .sort((one, other) => other.changes.length - one.changes.length),
    ),
    shaky: idsOf(
      reviewed
        .filter(({ standing }) => standing.shaky)
        .sort((one, other) => byShakiness(one.standing, other.standing)),
    ),
    standing: standingOf(
      items.map(({ schedule }) => schedule),
      now,
    ),
  };
}
