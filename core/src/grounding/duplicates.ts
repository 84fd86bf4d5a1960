import type { Item } from '../artifacts/define.ts';
import { quantitiesOf } from '../text/quantities.ts';
import { wordsOf } from '../text/words.ts';
import { askedOf } from './asking.ts';
import type { LectureReading } from './lecture-reading.ts';
import { isNegator } from './negation.ts';
import { read } from './reading.ts';

/** Weighted Jaccard similarity from which two texts mean the same, if their figures and polarity agree. */
const SAME = 0.8;
/** Two items that ask and answer the same may word it this differently. */
const SAME_TOGETHER = 0.72;

interface Meaning {
  kind: string;
  section: string | undefined;
  claim: Map<string, number>;
  asked: Map<string, number>;
  answer: Map<string, number>;
  /** What must not differ: figures, negation, words of direction are among the stems. */
  figures: string;
  negative: boolean;
}

/** Ids of items that say again what an earlier item of the same artifact says. */
export function findDuplicates(items: readonly Item[], lecture: LectureReading): Set<string> {
  const duplicates = new Set<string>();
  const kept: Meaning[] = [];
  for (const item of items) {
    const meaning = meaningOf(item, lecture);
    if (kept.some((other) => isSame(meaning, other))) duplicates.add(item.id);
    else kept.push(meaning);
  }
  return duplicates;
}

function meaningOf(item: Item, lecture: LectureReading): Meaning {
  const text = [item.subject, item.claim, item.relation?.label].filter(Boolean).join(' ');
  const { tokens } = read(`${text} ${item.kind === 'cloze' ? '' : (item.question ?? '')}`);
  return {
    kind: item.kind,
    section: item.section,
    claim: weigh(text, lecture),
    asked: item.question === undefined ? new Map() : askedOf(item.question, lecture),
    answer: weigh(item.answer ?? '', lecture),
    figures: quantitiesOf(tokens)
      .filter(({ weak }) => !weak)
      .map(({ value, unit }) => `${value}${unit ?? ''}`)
      .sort()
      .join(' '),
    negative: tokens.some(isNegator),
  };
}

function weigh(text: string, lecture: LectureReading): Map<string, number> {
  const stems = new Map<string, number>();
  for (const word of wordsOf(text)) {
    // «More» and «less», «before» and «after» are small words, and yet all the difference.
    if (word.content || DIRECTIONS.has(word.norm)) stems.set(word.stem, lecture.weight(word.stem));
  }
  return stems;
}
const DIRECTIONS = new Set(
  'more most less least before after above below up down in out over under'.split(' '),
);

function isSame(one: Meaning, other: Meaning): boolean {
  if (one.figures !== other.figures || one.negative !== other.negative) return false;
  if (isNamed(one.kind) || isNamed(other.kind)) {
    return one.kind === other.kind && similarity(one.claim, other.claim) >= 0.99;
  }
  if (one.answer.size === 0 || other.answer.size === 0) {
    return similarity(one.claim, other.claim) >= SAME && similarity(one.asked, other.asked) >= SAME;
  }
  if (one.kind === 'cloze' || other.kind === 'cloze') {
    const sameGap = similarity(one.answer, other.answer) >= SAME;
    return sameGap && similarity(wholeOf(one), wholeOf(other)) >= SAME_TOGETHER;
  }
  const asked = similarity(one.asked, other.asked);
  const answered = similarity(one.answer, other.answer);
  return (asked >= SAME && answered >= 0.4) || (answered >= SAME && asked >= 0.6);
}

/** Terms, concepts, headings and relations are names: only the same name is the same. */
function isNamed(kind: string): boolean {
  return kind === 'term' || kind === 'concept' || kind === 'heading' || kind === 'relation';
}

function wholeOf({ claim, asked, answer }: Meaning): Map<string, number> {
  return new Map([...claim, ...asked, ...answer]);
}

/** Weighted Jaccard; two empty texts are alike. */
function similarity(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let shared = 0;
  let all = 0;
  for (const [stem, weight] of one) {
    all += weight;
    if (other.has(stem)) shared += weight;
  }
  for (const [stem, weight] of other) if (!one.has(stem)) all += weight;
  return all === 0 ? 1 : shared / all;
}
