import type { LectureReading } from './lecture-reading.ts';
import type { Token } from './reading.ts';

/** How far around a word its company counts, in tokens of the same sentence. */
const REACH = 8;
const FEW_SENTENCES = 12;

/**
 * How alike the company of two words is: words of content around both, and double for the same direct
 * neighbours. It tells which of several places in a lecture a word of a claim speaks of.
 */
function companiesOf(
  claim: readonly Token[],
  at: number,
  lecture: LectureReading,
  places: readonly number[],
): number[] {
  const here = claim[at];
  if (!here) return places.map(() => 0);
  const worth = new Map<string, number>();
  for (let other = Math.max(0, at - REACH); other <= at + REACH; other++) {
    const token = claim[other];
    if (other === at || !token?.content || worth.has(token.stem)) continue;
    worth.set(token.stem, token.clause === here.clause ? 1 : 0.5);
  }
  const before = neighbour(claim, at, -1);
  const after = neighbour(claim, at, 1);
  return places.map((place) => {
    let score = 0;
    for (const stem of surroundingsOf(lecture, place)) score += worth.get(stem) ?? 0;
    if (before && before === neighbour(lecture.tokens, place, -1)) score += 1;
    if (after && after === neighbour(lecture.tokens, place, 1)) score += 1;
    return score;
  });
}

/** Stems of content around each place of a lecture: every item asks for the same few places again. */
const surroundings = new WeakMap<LectureReading, Map<number, ReadonlySet<string>>>();

function surroundingsOf(lecture: LectureReading, place: number): ReadonlySet<string> {
  let known = surroundings.get(lecture);
  if (!known) {
    known = new Map();
    surroundings.set(lecture, known);
  }
  const found = known.get(place);
  if (found) return found;
  const stems = new Set<string>();
  const sentence = lecture.tokens[place]?.sentence;
  for (let other = Math.max(0, place - REACH); other <= place + REACH; other++) {
    const token = lecture.tokens[other];
    if (other !== place && token?.content && token.sentence === sentence) stems.add(token.stem);
  }
  known.set(place, stems);
  return stems;
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
  const scores = companiesOf(claim, at, lecture, places);
  const company = scores.reduce((most, score) => Math.max(most, score), -1);
  const best = places.filter((_, index) => (scores[index] ?? -1) >= company - tolerance);
  return { places: best, company };
}

/** Places of a stem within some sentences of the lecture. */
export function placesOf(stem: string, lecture: LectureReading, sentences: readonly number[]): number[] {
  const places = lecture.byStem.get(stem);
  if (!places) return [];
  // Of a few sentences a look is enough; a whole lecture may be cited, and then it would be one at each place.
  const wanted = sentences.length > FEW_SENTENCES ? new Set(sentences) : undefined;
  return places.filter((place) => {
    const sentence = lecture.tokens[place]?.sentence ?? -1;
    return wanted ? wanted.has(sentence) : sentences.includes(sentence);
  });
}
