import type { MadeItem } from '../produce.ts';
import { faultFigure, type LectureScorer, shareFigure } from './define.ts';

const LEAST_OPTIONS = 3;

/** Multiple choice that can be answered by knowing, and not by looking. */
export const options: LectureScorer = {
  name: 'options',
  title: 'Multiple choice',
  scope: 'lecture',
  score({ items }) {
    const asked = items.filter((item) => item.options !== undefined);
    if (asked.length === 0) return [];
    const cases = asked.flatMap((item) => {
      const reason = whyInvalid(item);
      return reason === undefined ? [] : [`${reason}: ${item.question} ${item.options?.join(' | ')}`];
    });
    const longest = asked.filter(({ options = [], correct = -1 }) =>
      options.every((option, at) => at === correct || option.length < (options[correct]?.length ?? 0)),
    );
    const first = asked.filter(({ correct }) => correct === 0);
    return [
      { name: 'multiple-choice questions', value: asked.length, as: 'count' },
      faultFigure('with invalid options', cases),
      ...shareFigure('the right option is the longest', longest.length, asked.length),
      ...shareFigure('the right option stands first', first.length, asked.length),
    ];
  },
};

function whyInvalid({ options = [], correct = -1, answer = '' }: MadeItem): string | undefined {
  const plain = options.map((option) =>
    option
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  if (options.length < LEAST_OPTIONS) return 'too few';
  if (plain.includes('')) return 'one is empty';
  if (new Set(plain).size < plain.length) return 'two are the same';
  if (options[correct] !== answer) return 'the answer is not the one that is marked';
  const right = ` ${plain[correct]} `;
  const within = plain.some((option, at) => at !== correct && right.includes(` ${option} `));
  return within ? 'one is a part of the answer' : undefined;
}
