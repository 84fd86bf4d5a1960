import type { BlockOf } from '../lecture/blocks/of-kind.ts';

export type QuestionBlock = BlockOf<'question'>;

export const FORM_WORDS: Record<QuestionBlock['form'], string> = {
  'multiple-choice': 'Choose one',
  'true-false': 'True or false',
  'short-answer': 'Short answer',
  essay: 'Essay',
};

/** What there is to choose from; empty where one writes. */
export function optionsOf({ form, options }: QuestionBlock): readonly string[] {
  return form === 'true-false' ? ['True', 'False'] : (options ?? []);
}

/** Whether the answer is one of the options, so that the app can tell right from wrong. */
export function isChosen(block: QuestionBlock): boolean {
  return optionsOf(block).length > 0;
}

/** Marks that a question gives in all; one where it has no mark scheme. */
export function marksOf({ markScheme = [] }: QuestionBlock): number {
  return markScheme.reduce((sum, { marks }) => sum + marks, 0) || 1;
}
