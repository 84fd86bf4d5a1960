import type { LectureReading } from './lecture-reading.ts';
import { isSamePole } from './opposites.ts';
import { type Passage, tokensOf } from './passage.ts';
import { type Reading, read, type Token } from './reading.ts';

/** One sentence of a claim and what the passage says to it. */
export interface Evidence {
  tokens: Token[];
  /** Sentences of the lecture that cover it best, best first, at most three. */
  sentences: number[];
  /** Share of its meaning that stands in the cited words, 0 to 1, rare words weighing more. */
  coverage: number;
}

/** More sentences than this together prove nothing: words picked from all over support anything. */
const MOST_SENTENCES = 3;
/** A further sentence counts as evidence only if it adds this share of the claim. */
const LEAST_GAIN = 0.08;
/** Credit for a word that the stemmer keeps apart, such as «absorption» for «absorb» or «raise» for «increase». */
const NEAR_CREDIT = 0.7;
/** A sentence of a claim with fewer words of content than this is judged together with its neighbour. */
const LEAST_CONTENT = 3;
/** A claim of so few words must find them in one place: further sentences count only next to the first. */
const FEW = 4;

/** Evidence for every sentence of a text, in order. A text without words of content gives none. */
export function gatherEvidence(text: string, passage: Passage): Evidence[] {
  return claimSentences(read(text)).map((tokens) => {
    const wanted = wantedStems(tokens, passage.lecture);
    const { sentences, coverage } = cover(wanted, passage);
    return { tokens, sentences, coverage };
  });
}

/** The lowest coverage of any sentence of the text; 1 for a text without words of content. */
export function coverageOf(evidence: readonly Evidence[]): number {
  return evidence.reduce((lowest, { coverage }) => Math.min(lowest, coverage), 1);
}

export function wantedStems(tokens: readonly Token[], lecture: LectureReading): Map<string, number> {
  const content = tokens.filter((token) => token.content);
  // Figures have a rule of their own, which knows that «37» is «thirty-seven».
  const words = content.filter(({ stem }) => !/^-?\d/.test(stem));
  return new Map((words.length > 0 ? words : content).map(({ stem }) => [stem, lecture.weight(stem)]));
}

function claimSentences({ tokens, sentences }: Reading): Token[][] {
  const found: Token[][] = [];
  for (const { first, last } of sentences) {
    const sentence = tokens.slice(first, last + 1);
    const before = found.at(-1);
    if (before && Math.min(contentCount(before), contentCount(sentence)) < LEAST_CONTENT) {
      before.push(...sentence);
    } else found.push(sentence);
  }
  return found.filter((sentence) => contentCount(sentence) > 0);
}

function contentCount(tokens: readonly Token[]): number {
  return new Set(tokens.filter(({ content }) => content).map(({ stem }) => stem)).size;
}

/** Greedy cover of the wanted stems by cited words of few sentences. */
export function cover(
  wanted: ReadonlyMap<string, number>,
  passage: Passage,
): { sentences: number[]; coverage: number } {
  const open = new Map(wanted);
  let total = 0;
  for (const weight of wanted.values()) total += weight;
  if (total === 0) return { sentences: [], coverage: 0 };
  const said = new Map(passage.sentences.map((sentence) => [sentence, citedStems(passage, sentence)]));
  const sentences: number[] = [];
  let covered = 0;
  while (sentences.length < MOST_SENTENCES) {
    let best: number | undefined;
    let gain = 0;
    for (const [sentence, stems] of said) {
      const adds = gainOf(open, stems);
      if (adds > gain + 1e-9) [best, gain] = [sentence, adds];
    }
    if (best === undefined || (sentences.length > 0 && gain / total < LEAST_GAIN)) break;
    sentences.push(best);
    covered += gain;
    const stems = said.get(best) ?? new Set();
    for (const [stem, weight] of open) open.set(stem, weight * (1 - creditOf(stem, stems)));
    said.delete(best);
    if (wanted.size <= FEW && sentences.length === 1) keepNeighbours(said, best);
  }
  return { sentences, coverage: Math.min(1, covered / total) };
}

function keepNeighbours(said: Map<number, unknown>, sentence: number): void {
  for (const other of [...said.keys()]) if (Math.abs(other - sentence) > 3) said.delete(other);
}

function gainOf(open: ReadonlyMap<string, number>, stems: ReadonlySet<string>): number {
  let gain = 0;
  for (const [stem, weight] of open) if (weight > 0) gain += weight * creditOf(stem, stems);
  return gain;
}

function citedStems(passage: Passage, sentence: number): Set<string> {
  const stems = new Set<string>();
  for (const [at, token] of tokensOf(passage.lecture, sentence)) {
    if (token.content && passage.isCited(at)) stems.add(token.stem);
  }
  return stems;
}

function creditOf(stem: string, stems: ReadonlySet<string>): number {
  if (stems.has(stem)) return 1;
  for (const other of stems) if (isNear(stem, other) || isSamePole(stem, other)) return NEAR_CREDIT;
  return 0;
}

/** Same first five letters, and most of the longer one. */
export function isNear(one: string, other: string): boolean {
  if (one.length < 5 || other.length < 5 || one.slice(0, 5) !== other.slice(0, 5)) return false;
  const longest = Math.max(one.length, other.length);
  let same = 5;
  while (same < longest && one[same] === other[same]) same++;
  return same / longest >= 0.6;
}
