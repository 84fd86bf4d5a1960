import type { ExportOptions } from '@pegasus/core/export-options.ts';

/** Everything of a page that depends on paper and print. Lengths in millimetres, `size` in points, the rest in em. */
export interface Look extends ExportOptions {
  width: number;
  height: number;
  margin: number;
  top: number;
  bottom: number;
  size: number;
  leading: number;
  spacing: number;
  /** Between the items of a list, around a term, around a question. */
  items: number;
  term: number;
  ask: number;
  answer: number;
  /** How much larger titles are; on a small page they must not push the words out. */
  display: number;
  /** Width of the column of moments, and of the column of numbers. */
  gutter: number;
  number: number;
  fonts: readonly string[];
  maths: readonly string[];
}

const PAPERS = {
  a4: { width: 210, height: 297, margin: 24, top: 24, bottom: 22 },
  letter: { width: 215.9, height: 279.4, margin: 25, top: 23, bottom: 21 },
  /** As wide as a phone, so that nobody has to zoom. */
  phone: { width: 76, height: 152, margin: 6, top: 11, bottom: 10 },
} as const;

const PRINTS = {
  standard: { size: 10.5, leading: 0.66, spacing: 1.05, items: 0.9, term: 1.1, ask: 1.6, answer: 1.1 },
  /** Eighteen points, the size that libraries call large print. */
  large: { size: 18, leading: 0.72, spacing: 1.15, items: 0.95, term: 1.3, ask: 1.9, answer: 1.5 },
  /** Larger, lines far apart, few things close together. */
  calm: { size: 12.5, leading: 0.98, spacing: 1.5, items: 1.25, term: 1.8, ask: 2.3, answer: 1.9 },
} as const;

/** The first that has a letter sets it. */
const FONTS = [
  'Atkinson Hyperlegible Next',
  'Noto Sans',
  'Vazirmatn',
  'Noto Sans Hebrew',
  'Noto Sans SC',
  'Noto Sans Math',
  'Noto Emoji',
];

export function lookOf(options: ExportOptions): Look {
  const { paper, print } = options;
  const small = paper === 'phone';
  const shape = PRINTS[print];
  return {
    ...options,
    ...PAPERS[paper],
    ...shape,
    size: small && print === 'large' ? 14 : shape.size,
    display: small ? 0.86 : print === 'large' ? 0.84 : 1,
    gutter: 3.1,
    number: small ? 1.2 : 1.5,
    fonts: FONTS,
    maths: ['Noto Sans Math', ...FONTS],
  };
}
