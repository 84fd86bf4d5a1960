import type { Item } from '../artifacts/define.ts';
import type { Preset } from '../presets/define.ts';
import type { QualityRule } from './define.ts';
import { read } from './reading.ts';

/** Most and least words of the parts of an item, by its kind. */
interface Lengths {
  claim?: { least?: number; most: number };
  question?: { most: number };
  options?: { most: number };
}

/** A card holds one idea (Wozniak's minimum information principle), so it is the tightest. */
const LENGTHS: Record<string, Lengths> = {
  bullet: { claim: { least: 3, most: 120 } },
  row: { claim: { least: 4, most: 160 } },
  heading: { claim: { most: 14 } },
  definition: { claim: { least: 2, most: 110 } },
  term: { claim: { most: 6 } },
  basic: { claim: { most: 50 }, question: { most: 35 } },
  cloze: { claim: { least: 6, most: 50 } },
  'multiple-choice': { question: { most: 70 }, options: { most: 40 } },
  'true-false': { claim: { least: 4, most: 60 } },
  'short-answer': { claim: { most: 90 }, question: { most: 70 } },
  essay: { claim: { most: 400 }, question: { most: 90 } },
  concept: { claim: { most: 6 } },
};
const MOST_TERM = 6;
/** Of the parts that no kind bounds, such as an explanation: more than this is no help to a student. */
const MOST_FURTHER = 200;

export const lengths: QualityRule = {
  name: 'lengths',
  repair: 'none',
  judge(item, { preset }) {
    const { claim, question, options } = LENGTHS[item.kind] ?? {};
    const words = countWords(item.claim);
    if (claim && words > claim.most) return `it has ${words} words, ${claim.most} are the most`;
    if (claim && words < (claim.least ?? 1)) return `it has only ${words} words`;
    if (question && countWords(item.question ?? '') > question.most) return 'the question is too long';
    if (item.options?.some((option) => options && countWords(option) > options.most)) {
      return 'an option is too long';
    }
    if (item.further?.some((text) => countWords(text) > MOST_FURTHER)) return 'an explanation is too long';
    if (item.kind === 'definition' && countWords(item.subject ?? '') > MOST_TERM)
      return 'the term is too long';
    return judgeSentences(item, preset);
  },
};

/** The preset's longest sentence, in the summary. */
function judgeSentences({ section, claim }: Item, { sentences }: Preset): string | undefined {
  if (section === undefined) return undefined;
  const { tokens, sentences: parts } = read(claim);
  const longest = Math.max(
    0,
    ...parts.map(({ first, last }) => countWords(claim.slice(tokens[first]?.start, tokens[last]?.end))),
  );
  return longest > sentences.maxWords
    ? `a sentence has ${longest} words, ${sentences.maxWords} are the most`
    : undefined;
}

/** As a reader counts: what stands between spaces. */
function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
