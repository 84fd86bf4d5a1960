import { readingGrade } from '@pegasus/core/text/reading-level.ts';
import { type Figure, type LectureScorer, shareFigure } from './define.ts';
import { summaryTexts } from './summary-texts.ts';

/** School grade (Flesch–Kincaid) of what a student reads first: the points and rows of the summary. */
export const readingLevel: LectureScorer = {
  name: 'reading-level',
  title: 'Reading level of the summary',
  scope: 'lecture',
  score(production) {
    const texts = summaryTexts(production);
    if (texts.length === 0) return [];
    const { maxGrade } = production.preset.sentences;
    const whole = readingGrade(texts.map((text) => text.replace(/[^.?!…]$/, '$&.')).join(' '));
    const grade: Figure = { name: 'grade', value: whole, as: 'decimal' };
    if (maxGrade === undefined) return [grade];
    const above = texts.filter((text) => readingGrade(text) > maxGrade);
    return [
      { ...grade, most: maxGrade },
      ...shareFigure('points above the preset’s grade', above.length, texts.length, { cases: above }),
    ];
  },
};
