import type { ThreadLevel } from '../thread.ts';

/** What is known of a thread when its place among the others is found. Numbers are places in one list. */
export interface Standing {
  key: string;
  /** First lecture, as its place in the course, and the second at which it is first cited there. */
  introduced: { lecture: number; moment: number };
  times: number;
  /** Threads that it is a kind of. */
  kindOf: readonly number[];
  /** Threads that its definitions speak of. */
  explainedBy: readonly number[];
  /** A language model found a later lecture to make it more complex. */
  raised: boolean;
}

export interface Placed {
  level: ThreadLevel;
  complexity: number;
}

const HIGHEST = 5;

/**
 * Complexity and level by what rests on what. A thread rests on those that it is a kind of, that its
 * definitions speak of, and whose name is part of its own, if they were introduced before it.
 *
 * - complexity: 1 for what rests on nothing, and one more than the highest that it rests on otherwise; one
 *   more where a later lecture made it more complex; 5 at most
 * - level: `advanced` when it rests on more threads than rest on it, else `foundational`
 */
export function placeThreads(threads: readonly Standing[]): { placed: Placed[]; order: number[] } {
  const rank = rankByIntroduction(threads);
  const below = threads.map((thread, index) => restsOn(threads, rank, thread, index));
  const above = threads.map(() => 0);
  for (const others of below) for (const other of others) above[other] = (above[other] ?? 0) + 1;
  const depth: number[] = threads.map(() => 0);
  const inOrder = threads.map((_, index) => index).sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0));
  for (const index of inOrder)
    depth[index] = Math.max(0, ...[...(below[index] ?? [])].map((other) => (depth[other] ?? 0) + 1));
  const placed = threads.map((thread, index): Placed => {
    const raised = thread.raised ? 1 : 0;
    return {
      level: (below[index]?.size ?? 0) > (above[index] ?? 0) ? 'advanced' : 'foundational',
      complexity: Math.min(HIGHEST, 1 + (depth[index] ?? 0) + raised),
    };
  });
  const order = threads
    .map((_, index) => index)
    .sort((a, b) => {
      const [one, other] = [placed[a], placed[b]];
      return (
        Number(one?.level === 'advanced') - Number(other?.level === 'advanced') ||
        (one?.complexity ?? 0) - (other?.complexity ?? 0) ||
        (above[b] ?? 0) - (above[a] ?? 0) ||
        (threads[b]?.times ?? 0) - (threads[a]?.times ?? 0) ||
        (rank[a] ?? 0) - (rank[b] ?? 0)
      );
    });
  return { placed, order };
}

/** Lecture, then moment, then the shorter name; so that no two threads can rest on each other. */
function rankByIntroduction(threads: readonly Standing[]): number[] {
  const words = (key: string) => key.split(' ').length;
  const rank: number[] = [];
  threads
    .map((thread, index) => ({ ...thread, index }))
    .sort(
      (a, b) =>
        a.introduced.lecture - b.introduced.lecture ||
        a.introduced.moment - b.introduced.moment ||
        words(a.key) - words(b.key) ||
        (a.key < b.key ? -1 : 1),
    )
    .forEach(({ index }, place) => {
      rank[index] = place;
    });
  return rank;
}

function restsOn(
  threads: readonly Standing[],
  rank: readonly number[],
  thread: Standing,
  index: number,
): Set<number> {
  const own = ` ${thread.key} `;
  const named = threads.flatMap(({ key }, other) =>
    key !== thread.key && own.includes(` ${key} `) ? [other] : [],
  );
  const all = [...thread.kindOf, ...thread.explainedBy, ...named];
  return new Set(all.filter((other) => other !== index && (rank[other] ?? 0) < (rank[index] ?? 0)));
}
