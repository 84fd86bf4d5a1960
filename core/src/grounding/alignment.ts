import type { LectureReading } from './lecture-reading.ts';
import type { Token } from './reading.ts';

/** How far around a word its company counts, in tokens of the same sentence. */
const REACH = 8;

/**
 * How alike the company of two words is: words of content around both, and double for the same direct
 * neighbours. It tells which of several places in a lecture a word of a claim speaks of.
 */
export function companyOf(
  claim: readonly Token[],
  at: number,
  lecture: LectureReading,
  place: number,
): number {
  const here = claim[at];
  const there = lecture.tokens[place];
  if (!here || !there) return 0;
  const stems = new Set<string>();
  for (let other = Math.max(0, place - REACH); other <= place + REACH; other++) {
    const token = lecture.tokens[other];
    if (other !== place && token?.content && token.sentence === there.sentence) stems.add(token.stem);
  }
  let score = 0;
  const counted = new Set<string>();
  for (let other = Math.max(0, at - REACH); other <= at + REACH; other++) {
    const token = claim[other];
    if (other === at || !token?.content || counted.has(token.stem)) continue;
    counted.add(token.stem);
    if (stems.has(token.stem)) score += token.clause === here.clause ? 1 : 0.5;
  }
  if (neighbour(claim, at, -1) && neighbour(claim, at, -1) === neighbour(lecture.tokens, place, -1))
    score += 1;
  if (neighbour(claim, at, 1) && neighbour(claim, at, 1) === neighbour(lecture.tokens, place, 1)) score += 1;
  return score;
}

/** Stem of the next word of content before or after, in the same clause. */
function neighbour(tokens: readonly Token[], at: number, step: 1 | -1): string | undefined {
  const clause = tokens[at]?.clause;
  for (let other = at + step; tokens[other]?.clause === clause && clause !== undefined; other += step) {
    const token = tokens[other];
    if (token?.content) return token.stem;
  }
  return undefined;
}

/** Of several places, those whose company is most alike, give or take `tolerance`. */
export function bestPlaces(
  claim: readonly Token[],
  at: number,
  lecture: LectureReading,
  places: readonly number[],
  tolerance = 0,
): { places: number[]; company: number } {
  const scores = places.map((place) => companyOf(claim, at, lecture, place));
  const company = Math.max(-1, ...scores);
  const best = places.filter((_, index) => (scores[index] ?? -1) >= company - tolerance);
  return { places: best, company };
}

/** Places of a stem within some sentences of the lecture. */
export function placesOf(stem: string, lecture: LectureReading, sentences: readonly number[]): number[] {
  const places = lecture.byStem.get(stem);
  if (!places) return [];
  return places.filter((place) => sentences.includes(lecture.tokens[place]?.sentence ?? -1));
}
