import { GENERIC_NOUNS } from './common-words.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isNominal } from './tagger.ts';

/** A stretch of the lecture about one thing. Sentences `from` up to but not with `to`; times in seconds. */
export interface Chapter {
  from: number;
  to: number;
  start: number;
  end: number;
}

export interface ChapterLimits {
  /** Shortest and longest chapter, in seconds. */
  shortest: number;
  longest: number;
}

/** Sentences are grouped until there are at most this many units, so that the work stays bounded. */
const MOST_UNITS = 400;

/**
 * Chapters by dynamic programming over the words of sentences: the division under which the words of each
 * chapter are most probable, with a price for every further chapter (Utiyama and Isahara 2001). Lengths stay
 * within the limits where the lecture is long enough.
 */
export function findChapters(sentences: readonly TaggedSentence[], limits: ChapterLimits): Chapter[] {
  if (sentences.length === 0) return [];
  const units = unitsOf(sentences);
  const vocabulary = new Set(units.flatMap(({ words }) => words)).size;
  const total = units.reduce((sum, { words }) => sum + words.length, 0);
  const begin = units[0]?.start ?? 0;
  const seconds = (units.at(-1)?.end ?? 0) - begin;
  if (seconds < limits.shortest * 2 || vocabulary === 0) return [chapterOf(sentences, 0, sentences.length)];
  const price = Math.log(Math.max(2, total));
  const cost: number[] = [0];
  const previous: number[] = [0];
  for (let to = 1; to <= units.length; to += 1) {
    cost[to] = Number.POSITIVE_INFINITY;
    previous[to] = 0;
  }
  for (let from = 0; from < units.length; from += 1) {
    const base = cost[from] ?? Number.POSITIVE_INFINITY;
    if (!Number.isFinite(base)) continue;
    const counts = new Map<string, number>();
    let size = 0;
    let gain = 0;
    for (let to = from + 1; to <= units.length; to += 1) {
      for (const word of units[to - 1]?.words ?? []) {
        const count = (counts.get(word) ?? 0) + 1;
        counts.set(word, count);
        // Σ count·log(count + 1), kept up to date word by word.
        gain += count * Math.log(count + 1) - (count - 1) * Math.log(count);
        size += 1;
      }
      const length = (units[to - 1]?.end ?? 0) - (units[from]?.start ?? 0);
      if (length > limits.longest && to > from + 1) break;
      const left = (units.at(-1)?.end ?? 0) - (units[to]?.start ?? units.at(-1)?.end ?? 0);
      if (length < limits.shortest || (to < units.length && left < limits.shortest)) continue;
      const here = base + size * Math.log(size + vocabulary) - gain + price;
      if (here < (cost[to] ?? Number.POSITIVE_INFINITY)) {
        cost[to] = here;
        previous[to] = from;
      }
    }
  }
  if (!Number.isFinite(cost[units.length] ?? Number.POSITIVE_INFINITY))
    return [chapterOf(sentences, 0, sentences.length)];
  const chapters: Chapter[] = [];
  for (let to = units.length; to > 0; to = previous[to] ?? 0) {
    const from = previous[to] ?? 0;
    chapters.unshift(chapterOf(sentences, units[from]?.from ?? 0, units[to - 1]?.to ?? sentences.length));
  }
  return chapters;
}

interface Unit {
  from: number;
  to: number;
  start: number;
  end: number;
  words: string[];
}

function unitsOf(sentences: readonly TaggedSentence[]): Unit[] {
  const size = Math.ceil(sentences.length / MOST_UNITS);
  const units: Unit[] = [];
  for (let from = 0; from < sentences.length; from += size) {
    const part = sentences.slice(from, from + size);
    const words = part.flatMap(({ tokens }) =>
      tokens
        .filter((token) => isNominal(token) || token.pos === 'ADJ')
        .map(({ lemma }) => lemma)
        .filter((lemma) => lemma.length > 2 && !GENERIC_NOUNS.has(lemma)),
    );
    units.push({
      from,
      to: from + part.length,
      start: part[0]?.start ?? 0,
      end: part.at(-1)?.end ?? 0,
      words,
    });
  }
  return units;
}

function chapterOf(sentences: readonly TaggedSentence[], from: number, to: number): Chapter {
  return { from, to, start: sentences[from]?.start ?? 0, end: sentences[to - 1]?.end ?? 0 };
}
