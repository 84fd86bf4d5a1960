import { GAP } from '@pegasus/core/artifacts/flashcards.ts';
import { wordsOf } from '@pegasus/core/text/words.ts';
import type { MadeItem } from '../produce.ts';
import { faultFigure, type LectureScorer } from './define.ts';

/** Words on each side of a gap that a learner goes by; where a side has fewer, the other gives more. */
const SIDE = 3;
/** Longest filling that is looked for elsewhere. */
const MOST_FILLING = 5;

/** A gap is unique when the lecture fills it in one way wherever the words around it are said. */
export const cloze: LectureScorer = {
  name: 'cloze',
  title: 'Cloze cards',
  scope: 'lecture',
  score({ items, transcript }) {
    const cards = items.filter(({ kind }) => kind === 'cloze');
    if (cards.length === 0) return [];
    const said = normsOf(transcript.segments.map(({ text }) => text).join(' '));
    const cases = cards.flatMap((card) => {
      const others = otherFillings(card, said);
      return others.length === 0 ? [] : [`${card.question} → ${card.answer}, but also ${others.join(', ')}`];
    });
    const fronts = new Set(cards.map(({ question }) => normsOf(question ?? '').join(' ')));
    return [
      { name: 'cloze cards', value: cards.length, as: 'count' },
      faultFigure('that the lecture also fills otherwise', cases),
      { name: 'with the front of another', value: cards.length - fronts.size, as: 'count', most: 0 },
    ];
  },
};

function otherFillings({ question = '', answer = '' }: MadeItem, said: readonly string[]): string[] {
  const [before = [], after = []] = question.split(GAP).map(normsOf);
  const own = normsOf(answer);
  const right = after.slice(0, Math.max(SIDE, 2 * SIDE - before.length));
  const left = before.slice(-Math.max(SIDE, 2 * SIDE - right.length));
  const stands = (words: readonly string[], at: number) =>
    words.every((word, step) => said[at + step] === word);
  // Where only one side tells, what is as long as the answer stands for it.
  const isOpen = left.length === 0 || right.length === 0;
  const sizes = isOpen ? [own.length] : Array.from({ length: MOST_FILLING }, (_, at) => at + 1);
  const found = new Set<string>();
  for (let at = left.length; at < said.length; at++) {
    if (!stands(left, at - left.length)) continue;
    const size = sizes.find((words) => stands(right, at + words));
    if (size !== undefined) found.add(said.slice(at, at + size).join(' '));
  }
  return [...found].filter((filling) => !` ${filling} `.includes(` ${own.join(' ')} `));
}

function normsOf(text: string): string[] {
  return wordsOf(text).map(({ norm }) => norm);
}
