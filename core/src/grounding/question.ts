import { contentStems, wordsOf } from '../text/words.ts';
import { askedOf } from './asking.ts';
import type { QualityRule } from './define.ts';

/** From this share of its meaning on, an answer counts as visible. */
const VISIBLE = 0.8;
/** «Why does it fall?», «What is that?»: nobody knows what is meant once the lecture is over. */
const UNRESOLVED =
  /\b(?:is|are|was|were|does|do|did|can|could|would|will|has|have)\s+(?:it|this|that|they|these|those|he|she)\b/i;
/** «Why is it important that …», «what does it mean to …» are complete. */
const EXPLETIVE = /\bit\b.*\b(?:that|to|for|when|if)\b/i;
const SHOWN =
  /\b(?:the|this) (?:figure|slide|picture|diagram|table|equation|board)\b|\bshown (?:here|above|below)\b/i;
const EMPTY_ANSWERS = new Set(
  'thing import differ good bad better worse best known yes true fals correct exampl idea reason case fact us answer interest'.split(
    ' ',
  ),
);

export const emptyQuestion: QualityRule = {
  name: 'empty-question',
  repair: 'none',
  judge({ question, kind }, { lecture }) {
    if (question === undefined || kind === 'cloze') return undefined;
    if (askedOf(question, lecture).size === 0) return 'the question asks about nothing';
    if (UNRESOLVED.test(question) && !EXPLETIVE.test(question)) return 'it is open what the question means';
    return SHOWN.test(question) ? 'the question needs a picture' : undefined;
  },
};

export const emptyAnswer: QualityRule = {
  name: 'empty-answer',
  repair: 'none',
  judge({ answer, kind }) {
    if (answer === undefined || kind === 'cloze') return undefined;
    const stems = contentStems(answer).filter((stem) => !EMPTY_ANSWERS.has(stem));
    return stems.length === 0 ? 'the answer says nothing' : undefined;
  },
};

/** An answer must not be visible in its own question. */
export const visibleAnswer: QualityRule = {
  name: 'visible-answer',
  repair: 'none',
  judge({ question, answer }, { lecture }) {
    if (question === undefined || answer === undefined) return undefined;
    const shown = new Set(wordsOf(question).map(({ stem }) => stem));
    const hidden = new Set(contentStems(answer));
    let total = 0;
    let visible = 0;
    for (const stem of hidden) {
      const weight = lecture.weight(stem);
      total += weight;
      if (shown.has(stem)) visible += weight;
    }
    return total > 0 && visible / total >= VISIBLE ? 'the question shows its answer' : undefined;
  },
};
