import type { Definition } from '@pegasus/core/text/definitions.ts';
import { arePair } from './asking.ts';

/** Another term of the same number, neither wider nor narrower, so that it cannot be right as well. */
export function isDistractor(one: Definition, other: Definition): boolean {
  if (one.key === other.key || one.plural !== other.plural || other.form === 'defined-as') return false;
  const [a, b] = [one.key.split(' '), other.key.split(' ')];
  return !a.every((word) => b.includes(word)) && !b.every((word) => a.includes(word));
}

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
