import { bestPlaces, placesOf } from './alignment.ts';
import { leansBack } from './asking.ts';
import type { LectureReading } from './lecture-reading.ts';
import { tokensOf } from './passage.ts';
import type { Token } from './reading.ts';

const SAYS = new Set(
  (
    'argu sai said claim show suggest propos discov think believ describ find invent prove write develop note ' +
    'call observ compar publish win receiv first also later'
  ).split(' '),
);

/** What is named so often is what the lecture is about, and goes without saying in the next sentences. */
const TOPIC = 8;

/**
 * Why a name of a text does not follow from the sentences: nobody of that name is there, or another name
 * stands in its place.
 */
export function findWrongName(
  tokens: readonly Token[],
  sentences: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const said = namesIn(sentences, lecture);
  for (const [at, token] of tokens.entries()) {
    if (!looksLikeName(tokens, at, lecture)) continue;
    const own = placesOf(token.stem, lecture, sentences);
    if (own.length === 0 && isLeantOn(token.stem, sentences, lecture)) continue;
    if (own.length === 0) return `the cited words do not name «${token.text}»`;
    const others = [...said].filter((place) => lecture.tokens[place]?.stem !== token.stem);
    const best = bestPlaces(tokens, at, lecture, own);
    const other = bestPlaces(tokens, at, lecture, others);
    // Another name with the same neighbours, where this one has none of them: the two were swapped.
    if (best.company === 0 && other.company >= 2) {
      return `«${token.text}» stands for somebody else in the cited words`;
    }
  }
  return undefined;
}

/** «It gives energy …»: the name that «it» stands for is found just before the cited words. */
function isLeantOn(stem: string, sentences: readonly number[], lecture: LectureReading): boolean {
  const isTopic = (lecture.byStem.get(stem)?.length ?? 0) >= TOPIC;
  return sentences.some(
    (sentence) =>
      (isTopic || leansBack(lecture, sentence)) &&
      placesOf(stem, lecture, [sentence - 1, sentence - 2]).length > 0,
  );
}

function namesIn(sentences: readonly number[], lecture: LectureReading): Set<number> {
  const places = new Set<number>();
  for (const sentence of sentences) {
    for (const [at, token] of tokensOf(lecture, sentence)) if (token.name) places.add(at);
  }
  return places;
}

/**
 * A capital letter at the beginning of a sentence proves nothing, so there a word counts as a name only if
 * the lecture uses it as one, or if it never says the word and something follows that only people do.
 */
function looksLikeName(tokens: readonly Token[], at: number, lecture: LectureReading): boolean {
  const token = tokens[at];
  if (!token?.content || !/^\p{Lu}/u.test(token.text)) return false;
  if (lecture.lowerCase.has(token.norm)) return false;
  if (token.name || lecture.names.has(token.stem)) return true;
  if (lecture.byStem.has(token.stem)) return false;
  const next = tokens[at + 1];
  if (/['’]s$/.test(token.text)) return true;
  return next !== undefined && (next.name || SAYS.has(next.stem));
}
