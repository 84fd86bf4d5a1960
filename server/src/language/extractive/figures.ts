import { quantitiesOf } from '@pegasus/core/text/quantities.ts';
import { wordsOf } from '@pegasus/core/text/words.ts';
import type { Material, Passage } from './material.ts';

/** A sentence with one number that is worth knowing, and the place of its words in the quote. */
export interface Figure {
  passage: Passage;
  start: number;
  end: number;
  value: number;
  unit: string | undefined;
  isYear: boolean;
}

const MOST_WORDS = 28;
/** A number below this counts things that are near: «two kinds», «one reason». */
const SMALLEST = 5;

/** Numbers of a case that was made up for the lecture, or of nothing in particular. */
const MADE_UP = /^(?:it|they|he|she)\b|\b(?:you|your|we|us|our|everybody|something like|if|suppose)\b|[$€£]/i;
const LEAST_WORTH_OF_NUMBER = -0.1;

/**
 * Sentences that name one year, measure or count, and what it is of: a name or a term. With two numbers it would
 * be open which is meant.
 */
export function findFigures({ passages, terms }: Material): Figure[] {
  const names = new Set(terms.filter(({ proper }) => proper).map(({ key }) => key));
  return [...passages.values()].flatMap((passage): Figure[] => {
    const { quote, roles, sentence } = passage;
    const words = wordsOf(quote);
    if (roles.includes('question') || roles.includes('example') || words.length > MOST_WORDS) return [];
    const quantities = quantitiesOf(words).filter(({ weak }) => !weak);
    const [only] = quantities;
    const [first, last] = [words[only?.first ?? -1], words[only?.last ?? -1]];
    if (
      !only ||
      quantities.length > 1 ||
      !first ||
      !last ||
      /\d.*\d/.test(quote.replace(/\d+(?:[.,]\d+)*/, ''))
    )
      return [];
    const isYear =
      only.unit === undefined && only.value >= 1000 && only.value <= 2100 && /^\d{4}$/.test(first.text);
    if (!isYear && only.unit === undefined && only.value < SMALLEST) return [];
    if (!isYear && (MADE_UP.test(quote) || passage.worth < LEAST_WORTH_OF_NUMBER)) return [];
    if (/\b(?:say|example|instance|let)\b/i.test(quote)) return [];
    const about =
      passage.terms.length > 0 ||
      sentence.tokens.some(({ pos, lower }) => pos === 'PROPN' && !names.has(lower));
    if (!about) return [];
    // The unit stays where it can be read: «about […] percent».
    const unitless =
      only.last > only.first && only.unit !== undefined && /^\p{L}+$/u.test(last.text)
        ? words[only.last - 1]
        : last;
    return [
      {
        passage,
        start: first.start,
        end: (unitless ?? last).end,
        value: only.value,
        unit: only.unit,
        isYear,
      },
    ];
  });
}
