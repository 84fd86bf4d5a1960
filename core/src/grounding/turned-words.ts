import type { Evidence } from './evidence.ts';
import type { LectureReading } from './lecture-reading.ts';
import { isDenying, isNegator } from './negation.ts';
import type { Token } from './reading.ts';

/** A claim with this share of its words in the order of one sentence repeats it. */
const LEAST_REPEATED = 0.85;
const LEAST_WORDS = 6;
/** Most words before what is repeated. */
const FRAME = 6;
/** Between two words that stand together in both, more words than this on either side are another matter. */
const FARTHEST = 3;
/** How far before the first shared word a denial of it may stand. */
const LEAD = 5;

/**
 * Where a claim repeats a sentence of the lecture almost word for word, and one of the two has a «not» that the other
 * has not. Which word is denied need not be known for that: what stands around the «not» tells the place.
 */
export function findTurnedWords(
  { tokens, sentences }: Evidence,
  lecture: LectureReading,
): string | undefined {
  for (const sentence of sentences) {
    const span = lecture.sentences[sentence];
    if (!span) continue;
    const said = lecture.tokens.slice(span.first, span.last + 1);
    // «… It is not.»: what ends a claim may stand in the sentence after.
    const after = lecture.tokens.slice(span.last + 1, span.last + 1 + FARTHEST);
    const pairs = alignedPairs(tokens, said);
    // «Why is it that …» is the frame of a question and no part of what is repeated.
    const begin = Math.min(pairs[0]?.[0] ?? 0, FRAME);
    const own = tokens.slice(begin).filter((token) => !isNegator(token)).length;
    if (own < LEAST_WORDS || pairs.length < own * LEAST_REPEATED) continue;
    const turned = turnedAt(tokens, [...said, ...after], pairs);
    if (turned) return turned;
  }
  return undefined;
}

type Pair = readonly [claim: number, said: number];

function turnedAt(
  claim: readonly Token[],
  said: readonly Token[],
  pairs: readonly Pair[],
): string | undefined {
  const [first] = pairs;
  if (first) {
    const before = claim.slice(Math.max(0, first[0] - LEAD), first[0]);
    const there = said.slice(Math.max(0, first[1] - LEAD), first[1]);
    if (before.some(isNegator) && !there.some(isNegator) && !there.some(isDenying)) {
      return `the claim denies what the lecture says before «${claim[first[0]]?.norm}»`;
    }
  }
  for (const [at, [claimed, spoken]] of pairs.entries()) {
    const next = pairs[at + 1];
    const mine = claim.slice(claimed + 1, next ? next[0] : claim.length);
    const theirs = said.slice(spoken + 1, next ? next[1] : spoken + 1 + FARTHEST);
    if (mine.length > FARTHEST || theirs.length > FARTHEST) continue;
    const [here, there] = [mine.filter(isNegator).length, theirs.filter(isNegator).length];
    if (here === there || (here > there ? theirs : mine).some(isDenying)) continue;
    const word = next ? claim[next[0]]?.norm : claim[claimed]?.norm;
    if (here > there) return `the claim denies «${word}», the lecture does not`;
    if (next) return `the lecture denies «${word}», the claim does not`;
  }
  return undefined;
}

/**
 * The words that both have in the same order, negations left aside: as one stretch where they stand so, else the
 * longest common subsequence (Wagner & Fischer 1974).
 */
function alignedPairs(claim: readonly Token[], said: readonly Token[]): Pair[] {
  const mine = claim.flatMap((token, at) => (isNegator(token) ? [] : [at]));
  const theirs = said.flatMap((token, at) => (isNegator(token) ? [] : [at]));
  const same = (one: number, other: number) =>
    claim[mine[one] ?? -1]?.norm === said[theirs[other] ?? -1]?.norm;
  const pair = (one: number, other: number): Pair => [mine[one] ?? 0, theirs[other] ?? 0];
  for (let start = 0; start + mine.length <= theirs.length; start++) {
    if (mine.every((_, at) => same(at, start + at))) return mine.map((_, at) => pair(at, start + at));
  }
  const width = theirs.length + 1;
  const longest = new Uint16Array((mine.length + 1) * width);
  const cell = (one: number, other: number) => longest[one * width + other] ?? 0;
  for (let one = mine.length - 1; one >= 0; one--) {
    for (let other = theirs.length - 1; other >= 0; other--) {
      longest[one * width + other] = same(one, other)
        ? cell(one + 1, other + 1) + 1
        : Math.max(cell(one + 1, other), cell(one, other + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let one = 0, other = 0; one < mine.length && other < theirs.length; ) {
    if (same(one, other)) pairs.push(pair(one++, other++));
    else if (cell(one + 1, other) >= cell(one, other + 1)) one++;
    else other++;
  }
  return pairs;
}
