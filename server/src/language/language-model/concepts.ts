import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import { type KeyTerms, keyTerms } from '@pegasus/core/artifacts/key-terms.ts';
import { normalise } from '@pegasus/core/text/words.ts';
import { z } from 'zod';
import { citation, defineKind, PROVEN, sourcesOf, tidy } from './item-kind.ts';

/** A concept as it is found; where else it is spoken of is looked up later. */
export type Concept = KeyTerms['terms'][number];

/** In characters. */
const LONGEST_NAME = 80;

/** A concept map may need more concepts than the preset lists as terms. */
export const concepts = defineKind({
  most: ({ keyTerms: terms, conceptMap }) => Math.max(terms.most, conceptMap.most),
  schema: () =>
    z.object({
      name: z.string(),
      definition: z.string(),
      example: z.string(),
      otherNames: z.array(z.string()),
      ...citation,
    }),
  wording: (preset, share): string =>
    `\`concepts\`: at most ${share(concepts.most(preset))} concepts that a student must know, ${PROVEN}: ` +
    '`name` of one to six words as the lecture says it; `definition` as the lecture gives it, close to its ' +
    'words, or an empty string where it gives none; `example` of the lecture, or an empty string; ' +
    '`otherNames` that the lecture uses for the same thing.',
  build(reply, context) {
    const name = tidy(reply.name);
    if (normalise(name) === '' || name.length > LONGEST_NAME) return 'it needs a short name';
    const sources = sourcesOf(reply, context);
    if (typeof sources === 'string') return sources;
    const [definition, example] = [tidy(reply.definition), tidy(reply.example)];
    const otherNames = reply.otherNames
      .map(tidy)
      .filter((other) => other !== name && context.spoken.find(other) !== undefined);
    const found: Concept = { id: itemId('term', name), sources, term: name, otherNames, occurrences: [] };
    if (definition !== '') found.definition = definition;
    if (example !== '' && definition !== '') found.example = example;
    return found;
  },
  items: (term) => keyTerms.items({ terms: [term] }),
});
