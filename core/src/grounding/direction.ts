import { bestPlaces, placesOf } from './alignment.ts';
import type { Evidence } from './evidence.ts';
import type { LectureReading } from './lecture-reading.ts';
import { isNegator } from './negation.ts';
import { familyOf, polesOf } from './opposites.ts';
import { tokensOf } from './passage.ts';
import type { Token } from './reading.ts';

/** A lecture says «more» of many things: the opposite counts only in this much of the same company. */
const LEAST_COMPANY = 1.5;
/** Most words between the ends of a path such as «from higher to lower». */
const PATH = 4;
const PREFIX = /^(?:in|im|ir|un|dis)(?=\p{L}{4})/u;
const UNIVERSAL = new Set(
  'all always every never none only must entirely completely everyone nobody nothing any each both cannot no'.split(
    ' ',
  ),
);
const CLAIMED_UNIVERSAL = new Set('all always every never none everyone nobody'.split(' '));
const HEDGES = new Set(
  (
    'some most many often usually sometimes may might could mostly generally tend tends roughly perhaps probably ' +
    'few partly almost nearly rarely seldom hardly'
  ).split(' '),
);

/** Why a sentence of a claim says more where its evidence says less, or all where it says some. */
export function findReversal(evidence: Evidence, lecture: LectureReading): string | undefined {
  const { tokens, sentences } = evidence;
  return (
    findOpposite(evidence, lecture) ??
    findInequality(tokens, sentences, lecture) ??
    findExaggeration(tokens, sentences, lecture)
  );
}

/** The first word of which the evidence says the opposite in the same company. */
export function findOpposite({ tokens, sentences }: Evidence, lecture: LectureReading): string | undefined {
  for (const [at, token] of tokens.entries()) {
    const reversal = reversalAt(tokens, at, sentences, lecture) ?? prefixAt(tokens, at, sentences, lecture);
    if (reversal) return `the claim says «${token.norm}», the lecture says «${reversal}»`;
  }
  return undefined;
}

function reversalAt(
  tokens: readonly Token[],
  at: number,
  sentences: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const token = tokens[at];
  for (const { family, pole } of polesOf(token?.stem ?? '')) {
    const members = familyOf(family);
    const same = members[pole].flatMap((stem) => placesOf(stem, lecture, sentences));
    const opposite = members[pole === 0 ? 1 : 0].flatMap((stem) => placesOf(stem, lecture, sentences));
    if (opposite.length === 0) continue;
    const sameBest = bestPlaces(tokens, at, lecture, same);
    const oppositeBest = bestPlaces(tokens, at, lecture, opposite);
    if (sameBest.company >= oppositeBest.company) continue;
    // Where the lecture says both, as in «from higher to lower», the very word outweighs looser company.
    if (same.length > 0 && isSamePath(tokens, at, members, same, opposite, pole)) continue;
    if (same.length > 0 && oppositeBest.company - sameBest.company < 1) continue;
    const place = oppositeBest.places[0];
    if (place === undefined || oppositeBest.company < LEAST_COMPANY) continue;
    if (isDenied(tokens, at) !== isDenied(lecture.tokens, place)) continue;
    return lecture.tokens[place]?.norm;
  }
  return undefined;
}

/** «From higher to lower»: both poles close together, and in the claim as in the lecture the same one first. */
function isSamePath(
  tokens: readonly Token[],
  at: number,
  members: ReturnType<typeof familyOf>,
  same: readonly number[],
  opposite: readonly number[],
  pole: 0 | 1,
): boolean {
  const others = members[pole === 0 ? 1 : 0];
  const other = tokens.findIndex(({ stem }, near) => Math.abs(near - at) <= PATH && others.includes(stem));
  return other >= 0 && at < other === Math.min(...same) < Math.min(...opposite);
}

/** «Permeable» and «impermeable», «used» and «unused». */
function prefixAt(
  tokens: readonly Token[],
  at: number,
  sentences: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const token = tokens[at];
  if (!token?.content || placesOf(token.stem, lecture, sentences).length > 0) return undefined;
  const bare = token.stem.replace(PREFIX, '');
  const candidates = [
    ...(bare === token.stem ? [] : [bare]),
    ...['in', 'im', 'ir', 'un', 'dis'].map((prefix) => prefix + token.stem),
  ];
  for (const stem of candidates) {
    const place = placesOf(stem, lecture, sentences)[0];
    if (place !== undefined && isDenied(tokens, at) === isDenied(lecture.tokens, place)) {
      return lecture.tokens[place]?.norm;
    }
  }
  return undefined;
}

function isDenied(tokens: readonly Token[], at: number): boolean {
  for (let before = at - 1; before >= at - 5; before--) {
    const token = tokens[before];
    if (!token || token.clause !== tokens[at]?.clause) return false;
    if (isNegator(token)) return true;
  }
  return false;
}

const EQUAL = new Set(['equal', 'same', 'ident', 'unchang', 'constant']);

/** «More than», where the lecture says «equal to». */
function findInequality(
  tokens: readonly Token[],
  sentences: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const compared = tokens.findIndex(({ norm }) => norm === 'than');
  const more = tokens.slice(Math.max(0, compared - PATH), Math.max(0, compared));
  const word = more.find(({ stem }) => polesOf(stem).some(({ family }) => family === 0));
  if (!word || isDenied(tokens, compared)) return undefined;
  const said = sentences.flatMap((sentence) => [...tokensOf(lecture, sentence)].map(([, token]) => token));
  const equal = said.find(({ stem }) => EQUAL.has(stem));
  if (!equal || said.some(({ norm }) => norm === 'than')) return undefined;
  return `the claim says «${word.norm} than», the lecture says «${equal.norm}»`;
}

function findExaggeration(
  tokens: readonly Token[],
  sentences: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const claimed = tokens.find(({ norm }) => CLAIMED_UNIVERSAL.has(norm));
  if (!claimed || tokens.some(({ norm }) => HEDGES.has(norm))) return undefined;
  const span = lecture.sentences[sentences[0] ?? -1];
  if (!span) return undefined;
  const said = lecture.tokens.slice(span.first, span.last + 1);
  const hedge = said.find(({ norm }) => HEDGES.has(norm));
  if (!hedge || said.some((token) => UNIVERSAL.has(token.norm) || isNegator(token))) return undefined;
  return `the claim says «${claimed.norm}», the lecture says «${hedge.norm}»`;
}
