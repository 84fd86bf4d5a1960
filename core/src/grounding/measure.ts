import type { Item } from '../artifacts/define.ts';
import type { Preset } from '../presets/define.ts';
import type { Transcript } from '../transcript.ts';
import { readLecture } from './lecture-reading.ts';
import { MUTANT_KINDS, type Mutant, type MutantKind, makeMutants, type Random } from './mutants.ts';
import { reviewItem } from './review.ts';

export interface MutantRate {
  made: number;
  /** Did not pass as it was: dropped, or, for a wrong citation, given another one. */
  caught: number;
  /** Wrong citations that were set right: the new one shares segments with that of the good item. */
  mended: number;
  /** Those of them that were made from quotes, which are easy to catch: a quote must stand word for word. */
  quotes: { made: number; caught: number };
}

export interface GroundingMeasure {
  good: { offered: number; lost: { item: Item; rule: string; reason: string }[] };
  kinds: Record<MutantKind, MutantRate>;
  missed: Mutant[];
}

/**
 * How many good items the rules lose and how many mutants of them they catch. Mutants are made only of items
 * that pass.
 */
export function measureGrounding(
  items: readonly Item[],
  {
    transcript,
    preset,
    random,
  }: { transcript: Pick<Transcript, 'segments'>; preset: Preset; random: Random },
): GroundingMeasure {
  const lecture = readLecture(transcript);
  const lost: GroundingMeasure['good']['lost'] = [];
  const passed: Item[] = [];
  for (const item of items) {
    const review = reviewItem(item, lecture, preset);
    if (review.verdict === 'dropped') lost.push({ item, rule: review.rule, reason: review.reason });
    else passed.push(review.verdict === 'repaired' ? { ...item, sources: review.sources } : item);
  }
  const kinds = Object.fromEntries(
    MUTANT_KINDS.map((kind) => [kind, { made: 0, caught: 0, mended: 0, quotes: { made: 0, caught: 0 } }]),
  ) as Record<MutantKind, MutantRate>;
  const missed: Mutant[] = [];
  for (const mutant of makeMutants(passed, lecture, random)) {
    const review = reviewItem(mutant.item, lecture, preset);
    const rate = kinds[mutant.kind];
    rate.made++;
    const recited = review.verdict === 'repaired' && mutant.kind === 'wrong-citation';
    const caught = review.verdict === 'dropped' || recited;
    if (caught) rate.caught++;
    else missed.push(mutant);
    if (recited && review.sources.some((id) => mutant.origin.sources.includes(id))) rate.mended++;
    if (mutant.origin.verbatim) {
      rate.quotes.made++;
      if (caught) rate.quotes.caught++;
    }
  }
  return { good: { offered: items.length, lost }, kinds, missed };
}
