import type { Chapter } from './chapters.ts';
import type { Pieces } from './item-kinds.ts';
import type { NamedPart } from './steps.ts';

/** A chapter with all that was made of it. */
export interface WorkedChapter {
  chapter: Chapter;
  title: string;
  parts: NamedPart[];
  pieces: Pieces;
}

/**
 * At most so many of all lists together, each list giving its best in turn, in the order of the lists.
 * What has the id of something before it is left out.
 */
export function takeFairly<Entry extends { id: string }>(
  lists: readonly (readonly Entry[])[],
  most: number,
): Entry[] {
  const chosen = new Map<string, Entry>();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let rank = 0; rank < longest; rank++) {
    for (const list of lists) {
      const entry = list[rank];
      if (entry && chosen.size < most && !chosen.has(entry.id)) chosen.set(entry.id, entry);
    }
  }
  const kept = new Set(chosen.values());
  return lists.flatMap((list) => list.filter((entry) => kept.has(entry)));
}
