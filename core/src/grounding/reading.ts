import { type Word, wordsOf } from '../text/words.ts';

/** A word with its place among sentences and clauses. */
export interface Token extends Word {
  sentence: number;
  clause: number;
  /** Whether a sentence begins here, so that a capital letter says nothing. */
  opens: boolean;
  /** Whether it is written like a name: a capital letter where no sentence begins, or more than one of them. */
  name: boolean;
}

/** A text taken apart. `sentences` are first and last token of each, and whether it ends with «?». */
export interface Reading {
  tokens: Token[];
  sentences: { first: number; last: number; asks: boolean }[];
}

const ABBREVIATIONS = new Set('mr mrs ms dr prof st vs fig no approx eg ie cf jr sr'.split(' '));
/** A sentence that never ends is cut here, so that what is far apart does not count as said together. */
const LONGEST_SENTENCE = 70;
const CLAUSE_WORDS = new Set(
  'but whereas while although though because which unless yet if when who'.split(' '),
);

/** Splits a text into words, clauses and sentences. A line break always ends a sentence. */
export function read(text: string): Reading {
  const words = wordsOf(text);
  const tokens: Token[] = [];
  const sentences: Reading['sentences'] = [];
  let clause = 0;
  let first = 0;
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    const gap = before ? text.slice(before.end, word.start) : '';
    const opens =
      !before || endsSentence(gap, before) || isSpeaker(word, text) || at - first >= LONGEST_SENTENCE;
    if (opens && before) {
      sentences.push({ first, last: at - 1, asks: gap.includes('?') });
      first = at;
    }
    if (opens || /[,;:()–—]/.test(gap) || CLAUSE_WORDS.has(word.norm)) clause++;
    tokens.push({ ...word, sentence: sentences.length, clause, opens, name: isName(word, opens) });
  }
  if (words.length > first) {
    const rest = text.slice(words.at(-1)?.end);
    sentences.push({ first, last: words.length - 1, asks: rest.includes('?') });
  }
  return { tokens, sentences };
}

function endsSentence(gap: string, before: Word): boolean {
  if (gap.includes('\n') || /[?!…]/.test(gap)) return true;
  if (!/\.["'”’)\]]*\s/.test(gap)) return false;
  return !ABBREVIATIONS.has(before.norm) && !(before.norm.length === 1 && /\p{Lu}/u.test(before.text));
}

/** «PROFESSOR:» in captions: somebody else begins to speak. */
function isSpeaker({ text: word, end }: Word, text: string): boolean {
  return text[end] === ':' && /^\p{Lu}{4,}$/u.test(word);
}

function isName(word: Word, opens: boolean): boolean {
  if (/\p{Lu}.*\p{Lu}/u.test(word.text)) return true;
  return !opens && /^\p{Lu}/u.test(word.text) && word.content;
}
