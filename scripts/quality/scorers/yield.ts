import { isRevisable } from '@pegasus/core/grounding/thinness.ts';
import { wordCount } from '@pegasus/core/transcript.ts';
import type { Figure, LectureScorer } from './define.ts';

export const itemYield: LectureScorer = {
  name: 'yield',
  title: 'Yield',
  scope: 'lecture',
  score({ items, transcript, held }) {
    const words = wordCount(transcript);
    const revisable = items.filter(isRevisable).length;
    const kinds = Map.groupBy(items, ({ artifact, kind }) => `${artifact}: ${kind}`);
    const count = (name: string, value: number): Figure => ({ name, value, as: 'count' });
    return [
      count('words of the lecture', words),
      { ...count('held back as thin', held === undefined ? 0 : 1), cases: held === undefined ? [] : [held] },
      count('items to revise', revisable),
      {
        name: 'items to revise per 1,000 words',
        value: (1000 * revisable) / Math.max(1, words),
        as: 'decimal',
      },
      ...[...kinds].map(([kind, { length }]) => count(kind, length)),
    ];
  },
};
