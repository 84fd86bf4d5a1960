import type { Item } from '../artifacts/define.ts';
import type { LectureReading } from './lecture-reading.ts';
import { tokensOf } from './passage.ts';
import { read } from './reading.ts';

/** Stems with which a question asks and not about which it asks. */
const ASKING = new Set(
  (
    'mean import main lectur lectur concept idea term definit exampl explain describ defin discuss happen true fals ' +
    'follow statement best correct correctli professor speaker topic point role relat compar comparison contrast ' +
    'list name give identifi state summar summaris outlin argu tell discus question answer accord mention ' +
    'reason differ distinguish type said featur key word sentenc interest us case'
  ).split(' '),
);
const CONTRASTS = new Set(['whereas', 'while', 'but']);
const NAMING = new Set('call name term known refer speak'.split(' '));

/** What a question asks about: its words of content that are not words of asking, weighed. */
export function askedOf(question: string, lecture: LectureReading): Map<string, number> {
  const asked = new Map<string, number>();
  for (const token of read(question).tokens) {
    if (token.content && !ASKING.has(token.stem)) asked.set(token.stem, lecture.weight(token.stem));
  }
  return asked;
}

/** «Which is not …» is answered by what the lecture does not say. */
export function asksForException({ question = '' }: Item): boolean {
  return /^\s*(?:which|what|who|all)\b.*\b(?:not|except|never|least|incorrect|false)\b/i.test(question);
}

/** Share of what is asked that stands in some words, 0 to 1. */
export function shareOf(asked: ReadonlyMap<string, number>, stems: ReadonlySet<string>): number {
  let total = 0;
  let covered = 0;
  for (const [stem, weight] of asked) {
    total += weight;
    if (stems.has(stem)) covered += weight;
  }
  return total === 0 ? 1 : covered / total;
}

/** Stems of a sentence, parted where it sets one thing against another. */
export function sidesOf(lecture: LectureReading, sentence: number): Set<string>[] {
  const sides: Set<string>[] = [new Set()];
  for (const [, token] of tokensOf(lecture, sentence)) {
    if (CONTRASTS.has(token.norm)) sides.push(new Set());
    sides.at(-1)?.add(token.stem);
  }
  return sides.filter((side) => side.size > 0);
}

const BACKWARD = new Set(
  "it its it's they their them this these those he she his her him such here both there".split(' '),
);
const BACKWARD_FIRST = new Set(
  "that that's so because then yeah yes no right okay well exactly professor".split(' '),
);

/** Speech breaks off: what has no more words than this is no sentence of its own. */
const SCRAP = 5;

/** Whether a sentence speaks of what the one before it named. */
export function leansBack(lecture: LectureReading, sentence: number): boolean {
  const span = lecture.sentences[sentence];
  if (!span) return false;
  // An answer leans on its question, and a scrap of a sentence on what it goes on from.
  if (lecture.sentences[sentence - 1]?.asks || span.last - span.first < SCRAP) return true;
  const opening = lecture.tokens.slice(span.first, Math.min(span.last, span.first + 4) + 1);
  return opening.some(({ norm }, at) => BACKWARD.has(norm) || (at < 2 && BACKWARD_FIRST.has(norm)));
}

/** Whether a sentence only gives a name to what the one before it said: «We call that an equilibrium.» */
export function namesBack(lecture: LectureReading, sentence: number): boolean {
  const first = lecture.sentences[sentence]?.first ?? -1;
  const opening = lecture.tokens.slice(first, first + 4);
  if (!opening.some(({ norm }) => norm === 'that' || norm === 'this' || BACKWARD.has(norm))) return false;
  for (const [, { stem }] of tokensOf(lecture, sentence)) if (NAMING.has(stem)) return true;
  return false;
}
