import { type Card, flashcards } from '@pegasus/core/artifacts/flashcards.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { z } from 'zod';
import { citation, defineKind, isSaid, PROVEN, sourcesOf, tidy } from './item-kind.ts';

type CardKind = Preset['flashcards']['kinds'][number];

/** Those that hide words of a sentence; all others ask. */
type GapKind = 'cloze' | 'figure';
const MEANING: Record<Exclude<CardKind, GapKind>, string> = {
  definition: 'asks what a term means',
  cause: 'asks why something is so',
  comparison: 'asks how two things differ',
  relation: 'asks how one concept stands to another',
  list: 'asks for all members of a short list that the lecture gives',
  fact: 'asks for what somebody found, or for a purpose, a part, an effect or a condition',
};
const TAGS: Record<CardKind, string> = {
  definition: 'definition',
  cause: 'why',
  comparison: 'comparison',
  relation: 'relation',
  list: 'list',
  fact: 'fact',
  cloze: 'cloze',
  figure: 'figure',
};
/** Where a preset has other cards as well, this share of them may be clozes. */
const CLOZE_SHARE = 0.3;

const kindsOf = ({ flashcards: { kinds } }: Preset) =>
  kinds.filter((kind): kind is Exclude<CardKind, GapKind> => kind !== 'cloze' && kind !== 'figure');
const mostCards = ({ artifacts, flashcards: { most } }: Preset) =>
  artifacts.includes('flashcards') ? most : 0;
const level = (difficulty: number) => Math.min(3, Math.max(1, Math.round(difficulty)));

/** Question and answer. */
export const cards = defineKind({
  most: (preset) => (kindsOf(preset).length > 0 ? mostCards(preset) : 0),
  schema: (preset) =>
    z.object({
      kind: z.enum(kindsOf(preset)),
      question: z.string(),
      answer: z.string(),
      difficulty: z.number(),
      ...citation,
    }),
  wording: (preset, share): string =>
    `\`cards\`: at most ${share(cards.most(preset))} flashcards, best first, ${PROVEN}; each with one idea, ` +
    '`question` that is understood without the lecture and does not show its answer, `answer` of at most ' +
    '40 words close to those of the lecture, `difficulty` 1 to 3, and `kind`: ' +
    `${kindsOf(preset)
      .map((kind) => `${kind} ${MEANING[kind]}`)
      .join(', ')}.`,
  build(reply, context): Card | string {
    const [question, answer] = [tidy(reply.question), tidy(reply.answer)];
    if (question === '' || answer === '') return 'it needs a question and an answer';
    const sources = sourcesOf(reply, context);
    if (typeof sources === 'string') return sources;
    const verbatim = isSaid(answer, sources, context);
    const id = itemId('card', question);
    const tags = [TAGS[reply.kind]];
    return {
      form: 'basic',
      id,
      sources,
      question,
      answer,
      verbatim,
      difficulty: level(reply.difficulty),
      tags,
    };
  },
  items: (card) => flashcards.items({ cards: [card] }),
});

/** A sentence of the lecture with a gap. */
export const clozes = defineKind({
  most: (preset) => {
    if (!preset.flashcards.kinds.includes('cloze')) return 0;
    return Math.ceil(mostCards(preset) * (kindsOf(preset).length > 0 ? CLOZE_SHARE : 1));
  },
  schema: () =>
    z.object({ text: z.string(), hidden: z.string(), difficulty: z.number(), segments: citation.segments }),
  wording: (preset, share): string =>
    `\`clozes\`: at most ${share(clozes.most(preset))}; \`text\` is a sentence of the lecture copied word for ` +
    'word, `hidden` one to five words of it that stand there once and can be known, `difficulty` 1 to 3, ' +
    '`segments`.',
  build(reply, context): Card | string {
    const [text, hidden] = [tidy(reply.text), tidy(reply.hidden)];
    const sources = sourcesOf({ quote: text, segments: reply.segments }, context);
    if (typeof sources === 'string') return sources;
    const start = text.indexOf(hidden);
    if (hidden === '' || start < 0) return 'its hidden words do not stand in its text';
    const id = itemId('cloze', text, hidden);
    const end = start + hidden.length;
    return {
      form: 'cloze',
      id,
      sources,
      text,
      start,
      end,
      difficulty: level(reply.difficulty),
      tags: [TAGS.cloze],
    };
  },
  items: (card) => flashcards.items({ cards: [card] }),
});
