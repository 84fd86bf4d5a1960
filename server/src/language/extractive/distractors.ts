import type { Definition } from '@pegasus/core/text/definitions.ts';
import { contentStems } from '@pegasus/core/text/words.ts';
import { arePair } from './asking.ts';

/** Another term of the same number, neither wider nor narrower, so that it cannot be right as well. */
export function isDistractor(one: Definition, other: Definition): boolean {
  if (one.key === other.key || one.plural !== other.plural || other.form === 'defined-as') return false;
  if (meanNearlyTheSame(one, other)) return false;
  const [a, b] = [one.key.split(' '), other.key.split(' ')];
  return !a.every((word) => b.includes(word)) && !b.every((word) => a.includes(word));
}

/** Letters that two words of one family share: «efficiency» and «inefficiency». */
const FAMILY = 7;
/** From this share of the shorter definition on, one term may well be described by the words of the other. */
const SAME_WORDS = 0.5;

function meanNearlyTheSame(one: Definition, other: Definition): boolean {
  const related = one.key.split(' ').some((word) =>
    other.key.split(' ').some((second) => {
      const [short = '', long = ''] = [word, second].sort((a, b) => a.length - b.length);
      return short !== long && short.length >= FAMILY && long.includes(short.slice(0, FAMILY));
    }),
  );
  if (related) return true;
  const [a, b] = [new Set(contentStems(one.definition)), new Set(contentStems(other.definition))];
  const shared = [...a].filter((stem) => b.has(stem)).length;
  return shared >= FEW_SHARED && shared >= SAME_WORDS * Math.min(a.size, b.size);
}
/** Two words in common say nothing yet: «a contract in which …» twice is a pair to be told apart. */
const FEW_SHARED = 3;

export function nearness(one: Definition, other: Definition): number {
  return (
    (arePair(one.key, other.key) ? 2 : 0) +
    (one.article === other.article ? 1 : 0) -
    Math.abs(one.sentence - other.sentence) / 1e6
  );
}

/** Whether one term may stand in the sentence of the other: «a copayment», «the spacing effect», «labor». */
export function fits(one: Definition, other: Definition): boolean {
  if (one.article !== other.article) return false;
  return one.article === undefined || one.article === 'the' || one.article === other.article;
}

export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .map((word) => word.replace(/(?:ies|es|s)$/, ''));
}
