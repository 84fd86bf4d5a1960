import type { Item } from '../artifacts/define.ts';
import { findCrossing } from './crossing.ts';
import type { QualityRule, RuleContext } from './define.ts';
import { findReversal } from './direction.ts';
import { coverageOf } from './evidence.ts';
import { findWrongFigure } from './figures.ts';
import { findMistakenView } from './mistaken-view.ts';
import { findWrongName } from './names.ts';
import { findDenial } from './negation.ts';
import { read } from './reading.ts';
import { findTurnedWords } from './turned-words.ts';

/** Least share of an explanation that must stand in the cited words, apart from words about the task. */
const LEAST_EXPLAINED = 0.34;
/** Words with which an explanation speaks of the task and not of the matter. */
const ABOUT_THE_TASK =
  /\b(?:the )?(?:lecture|lecturer|professor|speaker|statement|question|answer|option|options|correct|incorrect|correctly|true|false|states?|stated|names?|named|gives?|explains?|explained|describes?|defines?|mentions?|definition|marks?|points?|own words|example|reason|because|according to|term)\b/gi;

type Finding = (text: string, context: RuleContext) => string | undefined;

export const findInText = {
  negation: (text, context) =>
    first(
      text,
      context,
      (one) =>
        findDenial(one, context.passage.sentences, context.lecture) ??
        findTurnedWords(one, context.lecture) ??
        asksForNot(one, context),
    ),
  direction: (text, context) => first(text, context, (one) => findReversal(one, context.lecture)),
  crossing: (text, context) => first(text, context, (one) => findCrossing(one, context.lecture)),
  mistakenView: findMistakenView,
  figures: (text, { lecture, passage }) => findWrongFigure(read(text).tokens, passage.sentences, lecture),
  names: (text, { lecture, passage }) => findWrongName(read(text).tokens, passage.sentences, lecture),
} satisfies Record<string, Finding>;

function first(
  text: string,
  context: RuleContext,
  find: (evidence: ReturnType<RuleContext['evidenceFor']>[number]) => string | undefined,
): string | undefined {
  for (const evidence of context.evidenceFor(text)) {
    const found = find(evidence);
    if (found) return found;
  }
  return undefined;
}

/** «What is not the difference?»: everything else is not, so that nobody can answer it. */
function asksForNot(
  { tokens }: ReturnType<RuleContext['evidenceFor']>[number],
  { lecture, passage }: RuleContext,
): string | undefined {
  const asked = /^(?:what|which|who|where) (?:is|are|was|were) not /;
  const words = (from: readonly { norm: string }[]) => `${from.map(({ norm }) => norm).join(' ')} `;
  if (!asked.test(words(tokens))) return undefined;
  const said = passage.sentences.some((sentence) => {
    const span = lecture.sentences[sentence];
    return span && asked.test(words(lecture.tokens.slice(span.first, span.last + 1)));
  });
  return said ? undefined : 'it asks for what is not';
}

export const negation: QualityRule = {
  name: 'negation',
  repair: 'none',
  judge: ({ claim }, context) => findInText.negation(claim, context),
};

/** More for less, before for after, all for some. */
export const direction: QualityRule = {
  name: 'direction',
  repair: 'none',
  judge: ({ claim }, context) => findInText.direction(claim, context),
};

/** What is said of one thing, claimed of the thing that it is set against. */
export const crossing: QualityRule = {
  name: 'crossing',
  repair: 'none',
  judge: ({ claim, question }, context) =>
    question === undefined ? findInText.crossing(claim, context) : undefined,
};

export const figures: QualityRule = {
  name: 'figures',
  repair: 'none',
  judge: (item, context) =>
    findInText.figures(item.claim, context) ?? ofQuestion(item, context, findWrongFigure),
};

export const names: QualityRule = {
  name: 'names',
  repair: 'none',
  judge: (item, context) => findInText.names(item.claim, context) ?? ofQuestion(item, context, findWrongName),
};

/** A question may name what stands just before or after the words that answer it. */
function ofQuestion(
  { question, kind }: Item,
  { lecture, passage }: RuleContext,
  find: typeof findWrongName,
): string | undefined {
  if (question === undefined || kind === 'cloze') return undefined;
  const around = new Set(passage.sentences.flatMap((sentence) => [sentence - 1, sentence, sentence + 1]));
  return find(read(question).tokens, [...around], lecture);
}

/** What is shown with an answer must follow from the same words. */
export const explanation: QualityRule = {
  name: 'explanation',
  repair: 'none',
  judge({ further = [] }, context) {
    for (const text of further) {
      const matter = text.replace(ABOUT_THE_TASK, ' ');
      const evidence = context.evidenceFor(matter);
      if (evidence.length > 0 && coverageOf(evidence) < LEAST_EXPLAINED) {
        return 'the explanation does not stand in the cited words';
      }
      const wrong =
        findInText.figures(matter, context) ??
        findInText.names(matter, context) ??
        findInText.direction(matter, context) ??
        findInText.negation(matter, context);
      if (wrong) return `in the explanation, ${wrong}`;
    }
    return undefined;
  },
};
