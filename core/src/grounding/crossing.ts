import { sidesOf } from './asking.ts';
import type { Evidence } from './evidence.ts';
import type { LectureReading } from './lecture-reading.ts';

/** Words with which a claim may speak of both sides of a contrast at once. */
const OF_BOTH = new Set(
  'and or both but whereas while than differ differs different unlike instead not no'.split(' '),
);

/**
 * Why a claim joins what the lecture keeps apart: of «the wall is stiff, whereas the membrane decides» it
 * makes «the wall decides». Only a claim of one clause is judged, since a longer one may retell both sides.
 */
export function findCrossing({ tokens, sentences }: Evidence, lecture: LectureReading): string | undefined {
  const main = sentences[0];
  const clauses = new Set(tokens.map(({ clause }) => clause)).size;
  if (main === undefined || clauses > 1 || tokens.some(({ norm }) => OF_BOTH.has(norm))) return undefined;
  const sides = sidesOf(lecture, main);
  if (sides.length !== 2) return undefined;
  const [one = new Set<string>(), other = new Set<string>()] = sides;
  const content = tokens.filter((token) => token.content);
  const ofOne = content.find(({ stem }) => one.has(stem) && !other.has(stem));
  const ofOther = content.find(({ stem }) => other.has(stem) && !one.has(stem));
  if (!ofOne || !ofOther) return undefined;
  return `the lecture sets «${ofOne.norm}» and «${ofOther.norm}» against each other`;
}
