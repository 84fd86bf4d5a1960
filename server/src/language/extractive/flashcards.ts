import type { Card, Flashcards } from '@pegasus/core/artifacts/flashcards.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { definitionQuote, findComparisons, sourcesOf, sourcesOfDefinition, whatIs } from './asking.ts';
import { findFigures } from './figures.ts';
import type { Material } from './material.ts';
import { capitalise } from './titles.ts';

type Kind = Preset['flashcards']['kinds'][number];

/** Few clozes: most that were tried elsewhere were guessable from their own words or from none. */
const MOST_CLOZES = 5;
/** Numbers are forgotten first, and a card for each would be a burden. */
const MOST_FIGURES = 6;

/** Cards of the kinds that the preset names, best kind first, up to its count. */
export function makeFlashcards(material: Material, preset: Preset): Flashcards | undefined {
  const seen = new Set<string>();
  // One sentence with two gaps would be one card too many.
  const nameOf = (card: Card) => (card.form === 'cloze' ? card.text : card.id);
  const offered = preset.flashcards.kinds.map((kind) =>
    MAKERS[kind](material).filter((card) => !seen.has(nameOf(card)) && seen.add(nameOf(card))),
  );
  const cards = fairly(offered, preset.flashcards.most).flat();
  return cards.length > 0 ? { cards } : undefined;
}

/** From each list its first, in turn, until there are so many: none crowds out the others, and each stays together. */
function fairly<T>(lists: readonly (readonly T[])[], most: number): T[][] {
  const taken = lists.map(() => 0);
  let total = 0;
  for (let round = 0; total < most && lists.some(({ length }) => length > round); round += 1) {
    for (const [at, list] of lists.entries()) {
      if (round >= list.length || total >= most) continue;
      taken[at] = round + 1;
      total += 1;
    }
  }
  return lists.map((list, at) => list.slice(0, taken[at]));
}

const MAKERS: Record<Kind, (material: Material) => Card[]> = {
  definition: (material) =>
    material.definitions.map((definition) =>
      basic(whatIs(definition), definition.definition, sourcesOfDefinition(material, definition), {
        difficulty: 1,
        verbatim: true,
        tags: ['definition'],
      }),
    ),
  cause: (material) =>
    material.causes.map((cause) =>
      basic(cause.question, cause.reason, sourcesOf(material, cause.sentence, cause.reasonSentence), {
        difficulty: 2,
        verbatim: true,
        tags: ['why'],
      }),
    ),
  comparison: (material) =>
    findComparisons(material).map(({ question, points, sources }) =>
      basic(question, points.join(' '), sources, {
        difficulty: 3,
        verbatim: points.length === 1,
        tags: ['comparison'],
      }),
    ),
  relation: relationCards,
  list: (material) => factCards(material, true),
  fact: (material) => factCards(material, false),
  cloze: clozeCards,
  figure: figureCards,
};

function factCards(material: Material, lists: boolean): Card[] {
  return material.facts
    .filter(({ form }) => (form === 'list') === lists)
    .map(({ form, question, answer, sentences }) =>
      basic(question, answer, sourcesOf(material, ...sentences), {
        difficulty: lists ? 3 : 2,
        verbatim: true,
        tags: [form],
      }),
    );
}

/** A year or another number hidden in its sentence. */
function figureCards(material: Material): Card[] {
  return findFigures(material)
    .sort((a, b) => Number(b.isYear) - Number(a.isYear) || b.passage.worth - a.passage.worth)
    .slice(0, MOST_FIGURES)
    .map(({ passage, start, end }) => ({
      id: itemId('figure', passage.quote),
      sources: passage.sources,
      difficulty: 3,
      tags: ['number'],
      form: 'cloze',
      text: passage.quote,
      start,
      end,
    }));
}

function relationCards(material: Material): Card[] {
  const names = new Map(material.terms.map(({ key, name }) => [key, name]));
  return material.kinds.flatMap(({ narrow, broad, sentence, how }) => {
    const [one, other] = [names.get(narrow), names.get(broad)];
    const said = material.passages.get(sentence);
    if (how !== 'said' || !one || !other || !said) return [];
    return [
      basic(`What is ${one} a kind of?`, other, said.sources, {
        difficulty: 2,
        verbatim: true,
        tags: ['relation'],
      }),
    ];
  });
}

/** The term of a definition hidden in its own sentence, where it stands once. */
function clozeCards(material: Material): Card[] {
  return material.definitions
    .flatMap((definition): Card[] => {
      const text = definitionQuote(material, definition);
      const term = definition.term.toLowerCase();
      const start = text.toLowerCase().indexOf(term);
      const words = new Set(definition.definition.toLowerCase().split(/[^\p{L}]+/u));
      const shown = term.split(/[\s-]/).some((word) => words.has(word));
      if (
        start < 0 ||
        shown ||
        text.toLowerCase().indexOf(term, start + 1) >= 0 ||
        text.split(/\s+/).length > 30
      )
        return [];
      return [
        {
          id: itemId('cloze', text, term),
          sources: sourcesOfDefinition(material, definition),
          difficulty: 2,
          tags: ['definition'],
          form: 'cloze',
          text,
          start,
          end: start + term.length,
        },
      ];
    })
    .slice(0, MOST_CLOZES);
}

function basic(
  question: string,
  answer: string,
  sources: string[],
  rest: { difficulty: number; verbatim: boolean; tags: string[] },
): Card {
  return {
    id: itemId('card', question),
    sources,
    form: 'basic',
    question: capitalise(question),
    answer: capitalise(answer),
    ...rest,
  };
}
