import { GAP } from '../artifacts/flashcards.ts';
import { contentStems, wordsOf } from '../text/words.ts';
import type { QualityRule } from './define.ts';

const MOST_HIDDEN = 5;
/** Words of content that must be left, so that there is something to guess from. */
const LEAST_LEFT = 2;

/** The gap hides something that can be known, that stands nowhere else, and leaves enough to guess from. */
export const cloze: QualityRule = {
  name: 'cloze',
  repair: 'none',
  judge({ kind, question = '', answer = '' }) {
    if (kind !== 'cloze') return undefined;
    const [before, after, ...more] = question.split(GAP);
    if (before === undefined || after === undefined || more.length > 0) return 'there is not exactly one gap';
    if (/[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after)) return 'the gap cuts a word';
    const hidden = wordsOf(answer);
    if (answer !== answer.trim() || hidden.length === 0) return 'the gap is empty';
    if (!hidden.some(({ content }) => content)) return 'the gap hides only small words';
    if (hidden.length > MOST_HIDDEN) return 'the gap hides too much';
    const left = wordsOf(`${before} ${after}`);
    if (new Set(left.filter(({ content }) => content).map(({ stem }) => stem)).size < LEAST_LEFT) {
      return 'too little is left to guess from';
    }
    const shown = new Set(left.map(({ stem }) => stem));
    return contentStems(answer).some((stem) => !shown.has(stem))
      ? undefined
      : 'the hidden words stand elsewhere';
  },
};
