import { recallAt } from './schedule.ts';
import type { Schedule } from './standing.ts';

/** What a day may bring at most. A student does not set these; they keep a bad week from piling up. */
export const DAILY_LIMITS = { fresh: 20, due: 200 } as const;

/** What is needed of an item to decide when it comes. */
export interface Studied {
  lectureId: string;
  itemId: string;
  threadId?: string | undefined;
  /** Place within its lecture. */
  place: number;
  schedule: Schedule;
}

export interface DayLimits {
  /** Items never seen before that may still come today. */
  fresh: number;
  /** Items to be repeated that may still come today. */
  due: number;
}

/**
 * What to study now, in order. What is being learned comes when its minutes are over; then what is most
 * likely to be forgotten; new items are spread among them. Lectures take turns, and threads within them, so
 * that no lecture starves and neighbours differ.
 */
export function composeSession<Item extends Studied>(
  items: readonly Item[],
  now: Date,
  limits: DayLimits = DAILY_LIMITS,
): Item[] {
  const open = items.filter(({ schedule }) => !schedule.suspended);
  const isDue = ({ schedule }: Item) => Date.parse(schedule.due) <= now.getTime();
  const learning = open
    .filter((item) => isLearning(item) && isDue(item))
    .sort(
      (one, other) => Date.parse(one.schedule.due) - Date.parse(other.schedule.due) || byPlace(one, other),
    );
  const due = open
    .filter((item) => item.schedule.state === 'review' && isDue(item))
    .sort((one, other) => recall(one, now) - recall(other, now) || byPlace(one, other))
    .slice(0, Math.max(0, limits.due));
  const fresh = takeTurns(open.filter(({ schedule }) => schedule.state === 'new').sort(byPlace)).slice(
    0,
    Math.max(0, limits.fresh),
  );
  return [...learning, ...spread(apart(takeTurns(due)), apart(fresh))];
}

export function isLearning({ schedule }: Pick<Studied, 'schedule'>): boolean {
  return schedule.state === 'learning' || schedule.state === 'relearning';
}

function recall({ schedule }: Studied, now: Date): number {
  return recallAt(schedule, now) ?? 1;
}

function byPlace(one: Studied, other: Studied): number {
  return one.place - other.place || (one.itemId < other.itemId ? -1 : 1);
}

/** One of each lecture, then the next of each; within a lecture one of each thread. Order is kept within. */
function takeTurns<Item extends Studied>(items: readonly Item[]): Item[] {
  const lectures = groupBy(items, ({ lectureId }) => lectureId);
  return roundRobin(
    lectures.map((own) => roundRobin(groupBy(own, ({ threadId, itemId }) => threadId ?? itemId))),
  );
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

function roundRobin<Item>(groups: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    groups.flatMap((group) => group.slice(turn, turn + 1)),
  ).flat();
}

/** Moves an item on when the one before it is about the same thread and another can come first. */
function apart<Item extends Studied>(items: readonly Item[]): Item[] {
  const waiting = [...items];
  const placed: Item[] = [];
  while (waiting.length > 0) {
    const before = placed.at(-1)?.threadId;
    const other = before === undefined ? 0 : waiting.findIndex(({ threadId }) => threadId !== before);
    placed.push(...waiting.splice(Math.max(0, other), 1));
  }
  return placed;
}

/** `few` among `many`, at even distances; all of one when the other is empty. */
function spread<Item>(many: readonly Item[], few: readonly Item[]): Item[] {
  if (many.length < few.length) return many.length === 0 ? [...few] : spread(few, many);
  const gap = (many.length + 1) / (few.length + 1);
  const result: Item[] = [];
  let taken = 0;
  for (const [place, item] of many.entries()) {
    result.push(item);
    while (taken < few.length && place + 1 >= gap * (taken + 1)) result.push(...few.slice(taken, ++taken));
  }
  return [...result, ...few.slice(taken)];
}
