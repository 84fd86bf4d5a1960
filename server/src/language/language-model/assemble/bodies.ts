import type { ExamQuestions } from '@pegasus/core/artifacts/exam-questions.ts';
import type { Flashcards } from '@pegasus/core/artifacts/flashcards.ts';
import type { ArtifactName, Bodies } from '@pegasus/core/artifacts/registry.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Segment } from '@pegasus/core/transcript.ts';
import { takeFairly, type WorkedChapter } from '../worked-chapter.ts';
import { makeConceptMap } from './concept-map.ts';
import { makeKeyTerms } from './key-terms.ts';
import { makeOutline } from './outline.ts';
import { makeSummary } from './summary.ts';

type Maker<Name extends ArtifactName> = (
  worked: readonly WorkedChapter[],
  preset: Preset,
  segments: readonly Segment[],
) => Bodies[Name];

const MAKERS: { [Name in ArtifactName]: Maker<Name> } = {
  summary: makeSummary,
  outline: makeOutline,
  'key-terms': makeKeyTerms,
  flashcards: makeFlashcards,
  'exam-questions': makeExamQuestions,
  'concept-map': makeConceptMap,
};

/** The artifacts of the preset, within its counts. One that found nothing is absent. */
export function assemble(
  worked: readonly WorkedChapter[],
  preset: Preset,
  segments: readonly Segment[],
): Bodies {
  let bodies: Bodies = {};
  for (const name of preset.artifacts) {
    const body = MAKERS[name](worked, preset, segments);
    if (body !== undefined) bodies = { ...bodies, [name]: body };
  }
  return bodies;
}

function makeFlashcards(worked: readonly WorkedChapter[], { flashcards }: Preset): Flashcards | undefined {
  const lists = worked.flatMap(({ pieces }) => [pieces.cards, pieces.clozes]);
  const cards = takeFairly(lists, flashcards.most);
  return cards.length > 0 ? { cards } : undefined;
}

function makeExamQuestions(
  worked: readonly WorkedChapter[],
  { examQuestions }: Preset,
): ExamQuestions | undefined {
  const lists = worked.flatMap(({ pieces }) => [
    pieces.shortAnswers,
    pieces.multipleChoice,
    pieces.trueFalse,
    pieces.essays,
  ]);
  const questions = takeFairly(lists, examQuestions.most);
  return questions.length > 0 ? { questions } : undefined;
}
