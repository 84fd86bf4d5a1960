import type { Fact } from './facts.ts';
import { isWord, slice, type Token } from './tagger.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
};
/** What the number may stand after. */
const BEGINS =
  /\b(?:there (?:are|were)|(?:has|have|had|distinguish(?:es)?|identified|listed|named|divide[sd]? \w+ into)) (?:basically |really |essentially |mainly |only )?$/i;
const LONGEST_ITEM = 9;

/**
 * «There are three kinds of X: a, b and c.» The items must be as many as the number says: then nothing was cut
 * off and nothing else was taken for an item.
 */
export function enumerationIn(
  text: string,
  tokens: readonly Token[],
): Pick<Fact, 'form' | 'question' | 'answer'> | undefined {
  const at = tokens.findIndex(({ lower }) => NUMBERS[lower] !== undefined);
  const count = NUMBERS[tokens[at]?.lower ?? ''];
  if (count === undefined) return undefined;
  if (!BEGINS.test(`${slice(text, tokens, 0, at)} `)) return undefined;
  const colon = tokens.findIndex(({ text: mark }, index) => index > at + 1 && mark === ':');
  for (const [index, token] of tokens.entries()) {
    if (index <= at + 1 || token.text !== (colon < 0 ? ',' : ':')) continue;
    const what = tokens.slice(at + 1, index);
    const answer = slice(text, tokens, index + 1, tokens.length).replace(/[\s.!?,]+$/, '');
    const items = [itemsOf(answer), itemsOf(answer, COMMAS)].find(({ length }) => length === count);
    if (!items?.every(isItem)) continue;
    // «The two kinds» alone are known only from before.
    if (what.filter((word) => isWord(word) && /^(?:NOUN|PROPN|ADJ|VERB)$/.test(word.pos)).length < 2)
      continue;
    if (what.some(({ pos, lower }) => pos === 'PRON' && !/^(?:that|which|who)$/.test(lower)))
      return undefined;
    return {
      form: 'list',
      question: `What are the ${tokens[at]?.lower} ${slice(text, tokens, at + 1, index)}?`,
      answer,
    };
  }
  return undefined;
}

const JOINTS = /,? (?:and|or) |, /;
/** «Hold and wait, no preemption, and circular wait»: an item may hold an «and» of its own. */
const COMMAS = /, (?:and |or )?/;

export function itemsOf(list: string, joints = JOINTS): string[] {
  return list
    .split(joints)
    .map((item) => item.trim())
    .filter(Boolean);
}

function isItem(item: string): boolean {
  const words = item.split(/\s+/).length;
  return words <= LONGEST_ITEM && !/^(?:so|but|which|that|because|if|when|where|who)\b/i.test(item);
}
