import { answerSpan } from './answer-span.ts';
import { sources, support, verbatim } from './citation.ts';
import { cloze } from './cloze.ts';
import type { QualityRule } from './define.ts';
import { lengths } from './lengths.ts';
import { crossing, direction, explanation, figures, names, negation } from './meaning.ts';
import { mistakenView } from './mistaken-view.ts';
import { optionShape, options, trueDistractor } from './options.ts';
import { presetFit } from './preset-fit.ts';
import { emptyAnswer, emptyQuestion, visibleAnswer } from './question.ts';
import { relation } from './relation.ts';
import { truth } from './truth.ts';

/** In the order in which they are asked; an item is counted under the first that it fails. */
export const qualityRules: readonly QualityRule[] = [
  sources,
  presetFit,
  lengths,
  verbatim,
  support,
  figures,
  names,
  negation,
  direction,
  mistakenView,
  crossing,
  relation,
  answerSpan,
  explanation,
  truth,
  emptyQuestion,
  emptyAnswer,
  visibleAnswer,
  options,
  optionShape,
  trueDistractor,
  cloze,
];
