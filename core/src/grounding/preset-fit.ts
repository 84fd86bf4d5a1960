import type { Item } from '../artifacts/define.ts';
import type { QualityRule } from './define.ts';

const FORMS: ReadonlySet<string> = new Set(['multiple-choice', 'true-false', 'short-answer', 'essay']);

/** Sections, card kinds and question forms that the preset does not name are not made. */
export const presetFit: QualityRule = {
  name: 'preset-fit',
  repair: 'none',
  judge({ kind, section }: Item, { preset }) {
    if (section !== undefined && !preset.sections.some(({ id }) => id === section)) {
      return `the preset has no section «${section}»`;
    }
    if (kind === 'cloze' && !preset.flashcards.kinds.includes('cloze'))
      return 'the preset has no cloze cards';
    const forms: readonly string[] = preset.examQuestions.forms;
    return FORMS.has(kind) && !forms.includes(kind) ? `the preset has no ${kind} questions` : undefined;
  },
};
