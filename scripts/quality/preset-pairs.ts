import type { Production } from './produce.ts';
import { type Aspect, differencesBetween, structureOf } from './structure.ts';

/** Two presets of one lecture, and in what their material differs. */
export interface PresetPair {
  lecture: string;
  one: string;
  other: string;
  differs: Aspect[];
}

/** Every pair of different presets of each lecture. */
export function presetPairs(productions: readonly Production[]): PresetPair[] {
  const byLecture = Map.groupBy(productions, ({ source }) => source.name);
  return [...byLecture].flatMap(([lecture, made]) =>
    made.flatMap((one, at) =>
      made.slice(at + 1).map((other) => ({
        lecture,
        one: one.preset.id,
        other: other.preset.id,
        differs: differencesBetween(structureOf(one), structureOf(other)).map(({ aspect }) => aspect),
      })),
    ),
  );
}
