import type { Card, Flashcards } from '@pegasus/core/artifacts/flashcards.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { definitionQuote, findComparisons, sourcesOf, whatIs } from './asking.ts';
import type { Material } from './material.ts';
import { capitalise } from './titles.ts';

type Kind = Preset['flashcards']['kinds'][number];

/** Few clozes: most that were tried elsewhere were guessable from their own words or from none. */
const MOST_CLOZES = 5;

/** Cards of the kinds that the preset names, best kind first, up to its count. */
export function makeFlashcards(material: Material, preset: Preset): Flashcards | undefined {
  const cards = preset.flashcards.kinds.flatMap((kind) => MAKERS[kind](material));
  const unique = [...new Map(cards.map((card) => [card.id, card])).values()].slice(0, preset.flashcards.most);
  return unique.length > 0 ? { cards: unique } : undefined;
}

const MAKERS: Record<Kind, (material: Material) => Card[]> = {
  definition: (material) =>
    material.definitions.map((definition) =>
      basic(whatIs(definition), definition.definition, sourcesOf(material, definition.sentence), {
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
  cloze: clozeCards,
};

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
          sources: sourcesOf(material, definition.sentence),
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
