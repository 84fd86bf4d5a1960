import type { ExamQuestion, ExamQuestions } from '@pegasus/core/artifacts/exam-questions.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Definition } from '@pegasus/core/text/definitions.ts';
import type { Term } from '@pegasus/core/text/terms.ts';
import { definitionQuote, findComparisons, sourcesOf, sourcesOfDefinition, whatIs } from './asking.ts';
import { isDistractor, nearness, wordsOf } from './distractors.ts';
import { indexTerms, standsAlone } from './index-terms.ts';
import type { Material } from './material.ts';
import { capitalise } from './titles.ts';
import { trueFalse } from './true-false.ts';
import { LEAST_WORTH } from './worth.ts';

/** Essays about a theme; more would ask the same again. */
const MOST_THEMES = 2;
const BROADEST = 0.3;

type Form = Preset['examQuestions']['forms'][number];

/** Questions of the forms that the preset names, taken in turn so that none crowds out the others. */
export function makeExamQuestions(material: Material, preset: Preset): ExamQuestions | undefined {
  const { forms, most, markScheme } = preset.examQuestions;
  const offered = forms.map((form) => MAKERS[form](material));
  const questions: ExamQuestion[] = [];
  for (let round = 0; questions.length < most && offered.some((list) => list.length > round); round += 1) {
    for (const list of offered) {
      const question = list[round];
      if (question && questions.length < most) questions.push(question);
    }
  }
  const unique = [...new Map(questions.map((question) => [question.id, question])).values()];
  if (unique.length === 0) return undefined;
  return { questions: unique.map((question) => (markScheme ? question : withoutMarks(question))) };
}

function withoutMarks(question: ExamQuestion): ExamQuestion {
  const { markScheme: _, ...rest } = question;
  return rest;
}

const MAKERS: Record<Form, (material: Material) => ExamQuestion[]> = {
  'short-answer': shortAnswers,
  'multiple-choice': multipleChoices,
  'true-false': trueFalse,
  essay: essays,
};

function shortAnswers(material: Material): ExamQuestion[] {
  const causes = material.causes.map((cause): ExamQuestion => {
    const sources = sourcesOf(material, cause.sentence, cause.reasonSentence);
    return {
      id: itemId('short-answer', cause.question),
      sources,
      form: 'short-answer',
      prompt: capitalise(cause.question),
      answer: capitalise(cause.reason),
      explanation: quoteOfSentence(material, cause.sentence),
      markScheme: [{ point: capitalise(cause.reason), marks: 2 }],
    };
  });
  const comparisons = findComparisons(material).map(
    ({ question, points, sources }): ExamQuestion => ({
      id: itemId('short-answer', question),
      sources,
      form: 'short-answer',
      prompt: question,
      answer: points.join(' '),
      explanation: points.join(' '),
      markScheme: points.map((point) => ({ point, marks: 2 })),
    }),
  );
  const definitions = material.definitions.map(
    (definition): ExamQuestion => ({
      id: itemId('short-answer', definition.term),
      sources: sourcesOfDefinition(material, definition),
      form: 'short-answer',
      prompt: whatIs(definition),
      answer: capitalise(definition.definition),
      explanation: definitionQuote(material, definition),
      markScheme: [{ point: capitalise(definition.definition), marks: 2 }],
    }),
  );
  const facts = material.facts.map(
    ({ question, answer, sentence, sentences }): ExamQuestion => ({
      id: itemId('short-answer', question),
      sources: sourcesOf(material, ...sentences),
      form: 'short-answer',
      prompt: capitalise(question),
      answer: capitalise(answer),
      explanation: quoteOfSentence(material, sentence),
      markScheme: [{ point: capitalise(answer), marks: 2 }],
    }),
  );
  return [...comparisons, ...alternate(alternate(causes, facts), definitions)];
}

/** From the definition to its term. Every other option is a term that the lecture defines, too. */
function multipleChoices(material: Material): ExamQuestion[] {
  return material.definitions.flatMap((definition): ExamQuestion[] => {
    if (definition.form === 'defined-as' || definition.form === 'means') return [];
    const others = material.definitions
      .filter((other) => isDistractor(definition, other))
      .sort((a, b) => nearness(definition, b) - nearness(definition, a))
      .slice(0, 3)
      .map(({ term }) => term);
    others.push(...furtherOptions(material, definition, others));
    if (others.length < 2 || leaks(definition, others)) return [];
    const options = [definition.term, ...others].sort((a, b) => a.localeCompare(b));
    return [
      {
        id: itemId('multiple-choice', definition.term),
        sources: sourcesOfDefinition(material, definition),
        form: 'multiple-choice',
        prompt: `Which term does the lecture describe as “${definition.definition}”?`,
        options,
        correct: options.indexOf(definition.term),
        explanation: definitionQuote(material, definition),
        markScheme: [{ point: definition.term, marks: 1 }],
      },
    ];
  });
}

/** Terms that the lecture uses and does not define, where too few are defined. */
function furtherOptions(
  material: Material,
  { key, plural }: Definition,
  others: readonly string[],
): string[] {
  const taken = new Set([key, ...others].flatMap(wordsOf));
  return indexTerms(material)
    .filter(
      ({ name, proper, words }) =>
        !proper && words > 1 && /s$/.test(name) === plural && !wordsOf(name).some((word) => taken.has(word)),
    )
    .slice(0, Math.max(0, 3 - others.length))
    .map(({ name }) => name);
}

/** A word of the term in its definition gives it away, unless every option holds that word. */
function leaks({ term, definition }: Definition, others: readonly string[]): boolean {
  const said = new Set(wordsOf(definition));
  return wordsOf(term).some(
    (word) => said.has(word) && !others.every((other) => wordsOf(other).includes(word)),
  );
}

function essays(material: Material): ExamQuestion[] {
  const compared = findComparisons(material)
    .filter(({ points }) => points.length > 1)
    .map(({ one, other, points, sources }) => essay(`Compare ${one} and ${other}.`, points, sources));
  return [...compared, ...themes(material)];
}

/** The terms on which the lecture says the most that can be shown; its own sentences are the points. */
function themes(material: Material): ExamQuestion[] {
  const used = new Set<number>();
  return (
    indexTerms(material)
      .filter((term) => term.words > 1 || (standsAlone(material, term, 0.5) && term.sentences.length >= 6))
      // What is said in every other sentence is no theme.
      .filter((term) => term.words > 1 || term.sentences.length < material.sentences.length * BROADEST)
      .flatMap((term) => {
        const passages = [...material.passages.values()]
          .filter(
            (passage) =>
              passage.terms.includes(term.key) &&
              passage.worth >= LEAST_WORTH &&
              !passage.roles.includes('question') &&
              !used.has(passage.sentence.index),
          )
          .sort((a, b) => b.worth - a.worth)
          .slice(0, 4)
          .sort((a, b) => a.sentence.index - b.sentence.index);
        if (passages.length < 3) return [];
        for (const { sentence } of passages) used.add(sentence.index);
        const sources = [...new Set(passages.flatMap((passage) => passage.sources))];
        return [
          essay(
            `Explain what the lecture says about ${asSpoken(material, term)}.`,
            passages.map(({ quote }) => quote),
            sources,
          ),
        ];
      })
      .slice(0, MOST_THEMES)
  );
}

/** «The immune system», «threads», «inflammation»: the name as a sentence about it would have it. */
function asSpoken({ sentences }: Material, { name, sentences: places }: Term): string {
  const before = new RegExp(`\\b(the|an?) ${name.replace(/[^\p{L}\p{N} -]/gu, '.')}\\b`, 'giu');
  const articles = places.flatMap((place) =>
    [...(sentences[place]?.text ?? '').matchAll(before)].map(([, article = '']) => article.toLowerCase()),
  );
  const definite = articles.filter((article) => article === 'the').length;
  if (2 * definite >= places.length) return `the ${name}`;
  return 3 * (articles.length - definite) >= places.length && /[^s]$/.test(name)
    ? `${name}s`.replace(/([^aeiou])ys$/, '$1ies')
    : name;
}

function essay(prompt: string, points: string[], sources: string[]): ExamQuestion {
  return {
    id: itemId('essay', prompt),
    sources,
    form: 'essay',
    prompt,
    points,
    explanation: points.join(' '),
    markScheme: points.map((point) => ({ point, marks: 2 })),
  };
}

function quoteOfSentence(material: Material, index: number): string {
  return material.passages.get(index)?.quote ?? material.sentences[index]?.text ?? '';
}

function alternate<T>(one: readonly T[], other: readonly T[]): T[] {
  const longest = Math.max(one.length, other.length);
  return Array.from({ length: longest }, (_, index) => [one[index], other[index]])
    .flat()
    .filter((entry) => entry !== undefined);
}
