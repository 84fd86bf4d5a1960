import type { ExamQuestion } from '@pegasus/core/artifacts/exam-questions.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Definition } from '@pegasus/core/text/definitions.ts';
import { heldView } from '@pegasus/core/text/mistakes.ts';
import { definitionQuote, sourcesOf } from './asking.ts';
import { fits, isDistractor, nearness, wordsOf } from './distractors.ts';
import { type Figure, findFigures } from './figures.ts';
import type { Material } from './material.ts';
import { capitalise } from './titles.ts';

/**
 * Statements to be called true or false: the mistakes that the lecturer sets right, numbers with another in their
 * place, and definitions as they were said or told of another term.
 */
export function trueFalse(material: Material): ExamQuestion[] {
  const [mistakes, figures, definitions] = [
    ofMistakes(material),
    ofFigures(material),
    ofDefinitions(material),
  ];
  const longest = Math.max(mistakes.length, figures.length, definitions.length);
  return Array.from({ length: longest }, (_, at) => [definitions[at], mistakes[at], figures[at]])
    .flat()
    .filter((question) => question !== undefined);
}

/** «Extinction means that the animal has forgotten»: what students think, and the lecture denies. */
function ofMistakes({ passages }: Material): ExamQuestion[] {
  return [...passages.values()].flatMap(({ quote, roles, sources }) => {
    const view = roles.includes('misconception') ? heldView(quote) : undefined;
    return view ? [statement(`${capitalise(view)}.`, false, quote, sources)] : [];
  });
}

/** As it was said, and in turn with another number of the same kind. */
function ofFigures(material: Material): ExamQuestion[] {
  const figures = findFigures(material).filter(({ passage, start, end }) =>
    /^\d+(?:\.\d+)?$/.test(passage.quote.slice(start, end)),
  );
  return figures.map((figure, index) => {
    const { passage } = figure;
    const changed = index % 2 === 0 ? withOtherNumber(figure, figures) : undefined;
    return statement(changed ?? passage.quote, changed === undefined, passage.quote, passage.sources);
  });
}

/** A number that the lecture says of something else, so that none gives itself away; else one that is far off. */
function withOtherNumber(
  { passage, start, end, value, unit, isYear }: Figure,
  all: readonly Figure[],
): string {
  const far = (other: number) => Math.abs(other - value) >= (isYear ? 5 : 0.3 * value);
  const said = all
    .filter(
      (other) =>
        other.isYear === isYear && other.unit === unit && far(other.value) && other.value <= 3 * value,
    )
    .sort((a, b) => Math.abs(a.value - value) - Math.abs(b.value - value))[0]?.value;
  const other = said ?? (isYear ? value - 20 : 2 * value);
  return `${passage.quote.slice(0, start)}${other}${passage.quote.slice(end)}`;
}

/** A definition as it was said, and in turn the definition of one term told of another. */
function ofDefinitions(material: Material): ExamQuestion[] {
  const sound = material.definitions.filter(
    ({ sentence, form }) => material.passages.has(sentence) && (form === 'is' || form === 'where'),
  );
  return sound.map((definition, index) => {
    const quote = definitionQuote(material, definition);
    const swapped = index % 2 === 1 ? swap(quote, definition, sound) : undefined;
    // Only the sentence that tells the truth: that of the other term would seem to bear out the swap.
    const sources = sourcesOf(material, definition.sentence);
    return statement(swapped ?? quote, swapped === undefined, quote, sources);
  });
}

function statement(prompt: string, answer: boolean, explanation: string, sources: string[]): ExamQuestion {
  return {
    id: itemId('true-false', prompt),
    sources,
    form: 'true-false',
    prompt,
    answer,
    explanation,
    markScheme: [{ point: explanation, marks: 1 }],
  };
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
