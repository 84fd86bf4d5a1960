import { bestPlaces, placesOf } from './alignment.ts';
import type { Evidence } from './evidence.ts';
import type { LectureReading } from './lecture-reading.ts';
import { isNegator } from './negation.ts';
import type { Token } from './reading.ts';

/** Opposites, one family a line: the words of the one pole, then those of the other. All are stems. */
const OPPOSITES = `
increas rise grow rais climb more higher larger greater bigger most highest largest greatest high larg big expand enlarg : decreas fall drop declin shrink reduc diminish lower less fewer smaller least lowest smallest low small littl
fast faster quick quicker speed acceler rapid rapidli fastest : slow slower slowest slowli
alwai : never
befor earlier : after later afterward
insid inward inner intern : outsid outward outer extern
begin start : end stop finish
gain win : lose loss
strong stronger strengthen : weak weaker weaken
attract : avoid repel repuls
allow let permit enabl : prevent block stop forbid
releas emit : absorb store
activ : passiv
maximum maxim : minimum minim
simpl simpler : complex complic
stiff rigid : flexibl soft fluid
aliv : dead
dai : night
uphil : downhil
hot hotter warm warmer heat : cold colder cool cooler
long longer : short shorter
thick thicker : thin thinner
posit : neg
same ident : differ
true : fals
easi easier easili : hard harder difficult
rich richer : poor poorer
cheap cheaper : expens dearer
import : export
first : last
old older oldest : new newer newest
deep deeper : shallow shallower
sharp steep steeper : flat flatter
common : rare
save : spend
build : break
split : join
lock : unlock
`;

const POLES = new Map<string, { family: number; pole: 0 | 1 }[]>();
const MEMBERS: [string[], string[]][] = OPPOSITES.trim()
  .split('\n')
  .map((line) => {
    const [one = '', other = ''] = line.split(' : ');
    return [one.split(' '), other.split(' ')];
  });
for (const [family, poles] of MEMBERS.entries()) {
  for (const pole of [0, 1] as const) {
    for (const stem of poles[pole]) {
      POLES.set(stem, [...(POLES.get(stem) ?? []), { family, pole }]);
    }
  }
}

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

/** The words of the opposite pole, for whoever needs to turn a meaning round. */
export function oppositesOf(stem: string): string[] {
  return (POLES.get(stem) ?? []).flatMap(({ family, pole }) => MEMBERS[family]?.[pole === 0 ? 1 : 0] ?? []);
}

/** Why a sentence of a claim says more where its evidence says less, or all where it says some. */
export function findReversal(evidence: Evidence, lecture: LectureReading): string | undefined {
  const { tokens, sentences } = evidence;
  for (const [at, token] of tokens.entries()) {
    const reversal = reversalAt(tokens, at, sentences, lecture) ?? prefixAt(tokens, at, sentences, lecture);
    if (reversal) return `the claim says «${token.norm}», the lecture says «${reversal}»`;
  }
  return findExaggeration(tokens, sentences, lecture);
}

function reversalAt(
  tokens: readonly Token[],
  at: number,
  sentences: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const token = tokens[at];
  for (const { family, pole } of POLES.get(token?.stem ?? '') ?? []) {
    const members = MEMBERS[family];
    if (!members) continue;
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
    if (place === undefined || oppositeBest.company < 0.5) continue;
    if (isDenied(tokens, at) !== isDenied(lecture.tokens, place)) continue;
    return lecture.tokens[place]?.norm;
  }
  return undefined;
}

/** «From higher to lower»: both poles close together, and in the claim as in the lecture the same one first. */
function isSamePath(
  tokens: readonly Token[],
  at: number,
  members: [string[], string[]],
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
