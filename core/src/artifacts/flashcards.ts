import { z } from 'zod';
import { momentOf } from '../transcript.ts';
import { type ArtifactType, itemFields } from './define.ts';

const cardFields = { ...itemFields, difficulty: z.int().min(1).max(3), tags: z.array(z.string()) };

/** One idea each (Wozniak's minimum information principle). */
const Card = z.discriminatedUnion('form', [
  z.object({
    ...cardFields,
    form: z.literal('basic'),
    question: z.string().min(1),
    answer: z.string().min(1),
    /** True when the answer stands in the cited segments word for word. */
    verbatim: z.boolean(),
  }),
  z.object({
    ...cardFields,
    form: z.literal('cloze'),
    text: z.string().min(1),
    /** The hidden words, in UTF-16 units of `text`. */
    start: z.int().nonnegative(),
    end: z.int().positive(),
  }),
]);
export type Card = z.infer<typeof Card>;

export const Flashcards = z.object({ cards: z.array(Card) });
export type Flashcards = z.infer<typeof Flashcards>;

export const GAP = '[…]';

/** A cloze with its words hidden, and the words. */
export function hide(card: { text: string; start: number; end: number }): { front: string; back: string } {
  return {
    front: `${card.text.slice(0, card.start)}${GAP}${card.text.slice(card.end)}`,
    back: card.text.slice(card.start, card.end),
  };
}

export const flashcards: ArtifactType<'flashcards', Flashcards> = {
  name: 'flashcards',
  title: 'Flashcards',
  version: 1,
  body: Flashcards,
  items: (body) =>
    body.cards.map((card) => {
      const { id, sources } = card;
      if (card.form === 'basic') {
        const { question, answer, verbatim } = card;
        return { id, kind: 'basic', sources, claim: answer, verbatim, question, answer };
      }
      const { front, back } = hide(card);
      return { id, kind: 'cloze', sources, claim: card.text, verbatim: true, question: front, answer: back };
    }),
  keep: (body, ids) => ({ cards: body.cards.filter(({ id }) => ids.has(id)) }),
  resource: (body, sources) => ({
    cards: body.cards.map((card) => ({ ...card, sources: sources.get(card.id) ?? card.sources })),
  }),
  blocks: (body, { segments }) =>
    body.cards.map((card) => {
      const shown = card.form === 'basic' ? { front: card.question, back: card.answer } : hide(card);
      return {
        kind: 'card',
        form: card.form,
        ...shown,
        cloze: card.form === 'cloze' ? { text: card.text, start: card.start, end: card.end } : undefined,
        difficulty: card.difficulty,
        tags: card.tags,
        moment: momentOf(segments, card.sources),
        itemId: card.id,
      };
    }),
};
