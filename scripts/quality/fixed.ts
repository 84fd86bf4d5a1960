/** What must not differ from run to run: the day, the ids and the dice. */
export const FIXED_DATE = new Date('2026-01-05T09:00:00.000Z');

/** Ids in the form of a UUID that count upwards; lectures of a course count in ranges of their own. */
export function countingIds(place: number): () => string {
  let next = place * 0x10000;
  return () => {
    next++;
    return `00000000-0000-4000-8000-${next.toString(16).padStart(12, '0')}`;
  };
}

/** Numbers from 0 up to 1, always the same for a seed: mulberry32 (Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
