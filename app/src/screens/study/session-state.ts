import type { DueItem } from '@pegasus/core/study/answers.ts';
import type { Grade } from '@pegasus/core/study/review.ts';
import { afterGrade, dueAfterGrades } from '@pegasus/core/study/schedule.ts';
import type { Schedule } from '@pegasus/core/study/standing.ts';

export interface Asked extends Omit<DueItem, 'next'> {
  next: Record<Grade, string>;
}

interface Given {
  item: Asked;
  grade: Grade;
  /** Id of the entry in the log, to take it back. */
  reviewId: string;
}

/** A session of study: what is asked now comes first. */
export interface Session {
  queue: readonly Asked[];
  given: readonly Given[];
  /** Items of the session that are done with. */
  done: number;
  total: number;
}

/** What comes back within this time comes back in the same session. */
const SOON_MS = 20 * 60_000;
/** How many others are asked in between. */
const OTHERS_BETWEEN = 4;

export function beginSession(items: readonly DueItem[]): Session {
  // Four grades, each with its time: the server says so of every item.
  return { queue: items as readonly Asked[], given: [], done: 0, total: items.length };
}

/** After a grade: what was hardly known comes again a little later, the rest is done with for now. */
export function afterAnswer(session: Session, grade: Grade, reviewId: string, now: Date): Session {
  const [item, ...rest] = session.queue;
  if (!item) return session;
  const schedule: Schedule = afterGrade(item.schedule, grade, now);
  const soon = Date.parse(schedule.due) - now.getTime() <= SOON_MS;
  const again: Asked = { ...item, schedule, next: dueAfterGrades(schedule, new Date(schedule.due)) };
  return {
    ...session,
    queue: soon ? [...rest.slice(0, OTHERS_BETWEEN), again, ...rest.slice(OTHERS_BETWEEN)] : rest,
    given: [...session.given, { item, grade, reviewId }],
    done: session.done + (soon ? 0 : 1),
  };
}

/** As it was before the last grade; undefined when there was none. */
export function takenBack(session: Session): { session: Session; reviewId: string; item: Asked } | undefined {
  const last = session.given.at(-1);
  if (!last) return undefined;
  const { item, reviewId } = last;
  const others = session.queue.filter((one) => !isSame(one, item));
  const wasDone = others.length === session.queue.length;
  return {
    reviewId,
    item,
    session: {
      ...session,
      queue: [item, ...others],
      given: session.given.slice(0, -1),
      done: session.done - (wasDone ? 1 : 0),
    },
  };
}

/** Without the item that is asked now, which shall not come any more. */
export function without(session: Session): Session {
  return { ...session, queue: session.queue.slice(1), done: session.done + 1 };
}

export function isSame(one: Asked, other: Asked): boolean {
  return one.lectureId === other.lectureId && one.itemId === other.itemId;
}

/** `1 min`, `3 h`, `12 d`, `4 mo`: when it comes again. */
export function inTime(due: string, now: Date): string {
  const minutes = Math.max(1, Math.round((Date.parse(due) - now.getTime()) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.round(minutes / 60)} h`;
  const days = Math.round(minutes / (24 * 60));
  return days < 60 ? `${days} d` : `${Math.round(days / 30)} mo`;
}

/** How the grades of a session fall, for its end. */
export function tally(session: Session): Record<Grade, number> {
  const counts: Record<Grade, number> = { again: 0, hard: 0, good: 0, easy: 0 };
  for (const { grade } of session.given) counts[grade]++;
  return counts;
}
