import { contentStems } from '@pegasus/core/text/words.ts';
import { faultFigure, type LectureScorer } from './define.ts';

/** Questions that show their answer, and gaps whose words stand elsewhere on the card. */
export const leaks: LectureScorer = {
  name: 'leaks',
  title: 'Answer leaks',
  scope: 'lecture',
  score({ items }) {
    const asked = items.filter(({ question, answer }) => question !== undefined && answer !== undefined);
    const shares = asked.map((item) => {
      const hidden = [...new Set(contentStems(item.answer ?? ''))];
      const visible = new Set(contentStems(item.question ?? ''));
      const shown = hidden.filter((stem) => visible.has(stem)).length;
      return { item, share: hidden.length === 0 ? 0 : shown / hidden.length };
    });
    const cases = shares
      .filter(({ share }) => share === 1)
      .map(({ item }) => `${item.question} → ${item.answer}`);
    const mean = shares.reduce((sum, { share }) => sum + share, 0) / Math.max(1, shares.length);
    return [
      { name: 'questions with an answer', value: asked.length, as: 'count' },
      faultFigure('whose answer is visible', cases),
      ...(asked.length > 0 ? [{ name: 'mean share visible', value: mean, as: 'decimal' as const }] : []),
    ];
  },
};
