import type { ExamQuestion, ExamQuestions } from '@pegasus/core/artifacts/exam-questions.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Definition } from '@pegasus/core/text/definitions.ts';
import { arePair, definitionQuote, findComparisons, sourcesOf, whatIs } from './asking.ts';
import { indexTerms, standsAlone } from './index-terms.ts';
import type { Material } from './material.ts';
import { capitalise } from './titles.ts';
import { LEAST_WORTH } from './worth.ts';

/** Essays about a theme; more would ask the same again. */
const MOST_THEMES = 2;

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
      sources: sourcesOf(material, definition.sentence),
      form: 'short-answer',
      prompt: whatIs(definition),
      answer: capitalise(definition.definition),
      explanation: definitionQuote(material, definition),
      markScheme: [{ point: capitalise(definition.definition), marks: 2 }],
    }),
  );
  return [...comparisons, ...alternate(causes, definitions)];
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
    if (others.length < 2 || leaks(definition, others)) return [];
    const options = [definition.term, ...others].sort((a, b) => a.localeCompare(b));
    return [
      {
        id: itemId('multiple-choice', definition.term),
        sources: sourcesOf(material, definition.sentence),
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

/** Another term of the same number, neither wider nor narrower, so that it cannot be right as well. */
function isDistractor(one: Definition, other: Definition): boolean {
  if (one.key === other.key || one.plural !== other.plural || other.form === 'defined-as') return false;
  if (articleKind(one) !== articleKind(other)) return false;
  const [a, b] = [one.key.split(' '), other.key.split(' ')];
  return !a.every((word) => b.includes(word)) && !b.every((word) => a.includes(word));
}

function nearness(one: Definition, other: Definition): number {
  return (
    (arePair(one.key, other.key) ? 2 : 0) +
    (one.article === other.article ? 1 : 0) -
    Math.abs(one.sentence - other.sentence) / 1e6
  );
}

/** A word of the term in its definition gives it away, unless every option holds that word. */
function leaks({ term, definition }: Definition, others: readonly string[]): boolean {
  const said = new Set(wordsOf(definition));
  return wordsOf(term).some(
    (word) => said.has(word) && !others.every((other) => wordsOf(other).includes(word)),
  );
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .map((word) => word.replace(/(?:ies|es|s)$/, ''));
}

/** A definition as it was said, and in turn the definition of one term told of another. */
function trueFalse(material: Material): ExamQuestion[] {
  const sound = material.definitions.filter(
    ({ sentence, form }) => material.passages.has(sentence) && (form === 'is' || form === 'where'),
  );
  return sound.flatMap((definition, index): ExamQuestion[] => {
    const quote = definitionQuote(material, definition);
    const swapped = index % 2 === 1 ? swap(quote, definition, sound) : undefined;
    const question = {
      id: itemId('true-false', swapped ?? quote),
      // Only the sentence that tells the truth: that of the other term would seem to bear out the swap.
      sources: sourcesOf(material, definition.sentence),
      form: 'true-false' as const,
      prompt: swapped ?? quote,
      answer: swapped === undefined,
      explanation: quote,
      markScheme: [{ point: quote, marks: 1 }],
    };
    return [question];
  });
}

/** The sentence with another defined term in the place of its own; articles must fit. */
function swap(quote: string, own: Definition, all: readonly Definition[]): string | undefined {
  const at = quote.toLowerCase().indexOf(own.term.toLowerCase());
  if (at < 0 || quote.toLowerCase().indexOf(own.term.toLowerCase(), at + 1) >= 0) return undefined;
  const other = all
    .filter(
      (candidate) =>
        isDistractor(own, candidate) &&
        fits(own, candidate) &&
        !wordsOf(candidate.term).every((word) => wordsOf(own.definition).includes(word)),
    )
    .sort((a, b) => nearness(own, b) - nearness(own, a))[0];
  if (!other) return undefined;
  const text = `${quote.slice(0, at)}${other.term}${quote.slice(at + own.term.length)}`;
  return capitalise(text);
}

/** «a copayment», «the spacing effect», «labor»: terms of another kind give themselves away. */
function articleKind({ article }: Definition): string {
  return article === 'an' ? 'a' : (article ?? '');
}

function fits(one: Definition, other: Definition): boolean {
  if (one.article !== other.article) return false;
  return one.article === undefined || one.article === 'the' || one.article === other.article;
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
  return indexTerms(material)
    .filter((term) => term.words > 1 || (standsAlone(material, term, 0.5) && term.sentences.length >= 6))
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
          `Explain what the lecture says about ${term.name}.`,
          passages.map(({ quote }) => quote),
          sources,
        ),
      ];
    })
    .slice(0, MOST_THEMES);
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
