import { wordCount } from '@pegasus/core/transcript.ts';
import type { Production } from './produce.ts';
import { ASPECTS, type Aspect, differencesBetween, structureOf } from './structure.ts';

/** From so many words on a lecture has enough to be put into chunks that tell presets apart. */
const LONG_WORDS = 2500;

/** Two presets of one lecture, and in what their material differs. */
export interface PresetPair {
  lecture: string;
  one: string;
  other: string;
  /** With both sides in short, as JSON. */
  differences: { aspect: Aspect; one: string; other: string }[];
  /** Aspects in which they should differ and do not. */
  alike: Aspect[];
}

export function comparePair(one: Production, other: Production): PresetPair {
  const differences = differencesBetween(structureOf(one), structureOf(other));
  const isLong = wordCount(one.transcript) >= LONG_WORDS;
  return {
    lecture: one.source.name,
    one: one.preset.id,
    other: other.preset.id,
    differences,
    alike: ASPECTS.filter((aspect) => aspect !== 'chunking' || isLong).filter(
      (wanted) => !differences.some(({ aspect }) => aspect === wanted),
    ),
  };
}

/** Every pair of different presets of each lecture. */
export function presetPairs(productions: readonly Production[]): PresetPair[] {
  const byLecture = Map.groupBy(productions, ({ source }) => source.name);
  return [...byLecture.values()].flatMap((made) =>
    made.flatMap((one, at) => made.slice(at + 1).map((other) => comparePair(one, other))),
  );
}
