import { type Quantity, quantitiesOf } from '../text/quantities.ts';
import { bestPlaces } from './alignment.ts';
import type { LectureReading } from './lecture-reading.ts';
import type { Token } from './reading.ts';

const ONE = new Set(['one', '1', 'a', 'an', 'single', 'each', 'first', 'once', 'every', 'per']);
const ORDINALS = new Set(['third', 'fourth', 'fifth']);
/** How much better the company of another figure must be before it counts as the one that was meant. */
const CLEARLY_BETTER = 1.5;

/**
 * Why a number of a text does not follow from the sentences: it is not there, it has another unit, or it
 * stands there for something else. Digits and spelled numbers are the same.
 */
export function findWrongFigure(
  tokens: readonly Token[],
  sentences: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const claimed = quantitiesOf(tokens);
  if (claimed.length === 0) return undefined;
  const said = figuresIn(sentences, lecture);
  for (const quantity of claimed) {
    const text = tokens
      .slice(quantity.first, quantity.last + 1)
      .map(({ norm }) => norm)
      .join(' ');
    if (quantity.weak) continue;
    const equal = said.filter((figure) => isSameValue(figure, quantity));
    if (equal.length === 0) {
      if (quantity.value === 1 && hasOne(sentences, lecture)) continue;
      return `the cited words do not say «${text}»`;
    }
    const fitting = equal.filter((figure) => fitsUnit(figure, quantity));
    if (fitting.length === 0) return `«${text}» has another unit in the cited words`;
    const others = said.filter(
      (figure) => !isSameValue(figure, quantity) && fitsUnit(figure, quantity) && !figure.weak,
    );
    const own = bestPlaces(tokens, quantity.first, lecture, fitting.map(place));
    const other = bestPlaces(tokens, quantity.first, lecture, others.map(place));
    if (other.company >= own.company + CLEARLY_BETTER) {
      return `«${text}» stands for something else in the cited words`;
    }
  }
  return undefined;
}

function figuresIn(sentences: readonly number[], lecture: LectureReading): Quantity[] {
  return sentences.flatMap((sentence) => {
    const span = lecture.sentences[sentence];
    if (!span) return [];
    return quantitiesOf(lecture.tokens.slice(span.first, span.last + 1)).map((quantity) => ({
      ...quantity,
      first: quantity.first + span.first,
      last: quantity.last + span.first,
    }));
  });
}

function place({ first }: Quantity): number {
  return first;
}

function isSameValue(one: Quantity, other: Quantity): boolean {
  return Math.abs(one.value - other.value) <= 1e-6 * Math.max(1, Math.abs(other.value));
}

/** A unit that only one side names is taken as meant. */
function fitsUnit(one: Quantity, other: Quantity): boolean {
  return one.unit === other.unit || one.unit === undefined || other.unit === undefined;
}

function hasOne(sentences: readonly number[], lecture: LectureReading): boolean {
  return sentences.some((sentence) => {
    const span = lecture.sentences[sentence];
    return span && lecture.tokens.slice(span.first, span.last + 1).some(({ norm }) => ONE.has(norm));
  });
}

/** Whether a text is nothing but a figure, as in «about 30 percent». */
export function isFigure(tokens: readonly Token[]): boolean {
  const quantities = quantitiesOf(tokens).filter(({ weak }) => !weak);
  if (quantities.length === 0) return false;
  const inside = new Set<number>();
  for (const { first, last } of quantities) for (let at = first; at <= last; at++) inside.add(at);
  const rest = tokens.filter((token, at) => token.content && !inside.has(at) && !ORDINALS.has(token.norm));
  return rest.length <= 2;
}
