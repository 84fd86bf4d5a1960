import type { Item } from '../artifacts/define.ts';
import type { Preset } from '../presets/define.ts';
import type { Transcript } from '../transcript.ts';
import { readLecture } from './lecture-reading.ts';
import { MUTANT_KINDS, type Mutant, type MutantKind, makeMutants, type Random } from './mutants.ts';
import { type Review, reviewItem } from './review.ts';

export interface MutantRate {
  made: number;
  caught: number;
  /** Of those, how many a word-for-word comparison alone would have caught. */
  verbatim: number;
}

export interface GroundingMeasure {
  good: { offered: number; lost: { item: Item; rule: string; reason: string }[] };
  kinds: Record<MutantKind, MutantRate>;
  missed: Mutant[];
}

/**
 * How many good items the rules lose and how many mutants of them they catch. Mutants are made only of items
 * that pass. A mutant counts as caught when it is dropped, or when a wrong citation is set right again.
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
    MUTANT_KINDS.map((kind) => [kind, { made: 0, caught: 0, verbatim: 0 }]),
  ) as Record<MutantKind, MutantRate>;
  const missed: Mutant[] = [];
  for (const mutant of makeMutants(passed, lecture, random)) {
    const review = reviewItem(mutant.item, lecture, preset);
    const rate = kinds[mutant.kind];
    rate.made++;
    if (isCaught(mutant, review)) rate.caught++;
    else missed.push(mutant);
    if (mutant.item.verbatim) rate.verbatim++;
  }
  return { good: { offered: items.length, lost }, kinds, missed };
}

function isCaught({ kind, origin }: Mutant, review: Review): boolean {
  if (review.verdict === 'dropped') return true;
  if (review.verdict === 'kept' || kind !== 'wrong-citation') return false;
  return review.sources.some((id) => origin.sources.includes(id));
}
