import { z } from 'zod';
import { momentOf } from '../transcript.ts';
import { type ArtifactType, itemFields } from './define.ts';

/** Where the lecture gives no definition, the term still stands in the index with its moments. */
const Term = z.object({
  ...itemFields,
  term: z.string().min(1),
  definition: z.string().min(1).optional(),
  example: z.string().min(1).optional(),
  otherNames: z.array(z.string().min(1)),
  /** Segments in which the term is spoken of, in order, with those of `sources` among them. */
  occurrences: z.array(z.string()),
});

export const KeyTerms = z.object({ terms: z.array(Term) });
export type KeyTerms = z.infer<typeof KeyTerms>;

export const keyTerms: ArtifactType<'key-terms', KeyTerms> = {
  name: 'key-terms',
  title: 'Key terms',
  version: 1,
  body: KeyTerms,
  items: (body) =>
    body.terms.map((term) => ({
      id: term.id,
      kind: term.definition ? 'definition' : 'term',
      sources: term.sources,
      claim: [term.definition ?? term.term, term.example].filter(Boolean).join('\n'),
      verbatim: false,
      subject: term.term,
    })),
  keep: (body, ids) => ({ terms: body.terms.filter(({ id }) => ids.has(id)) }),
  resource: (body, sources) => ({
    terms: body.terms.map((term) => ({ ...term, sources: sources.get(term.id) ?? term.sources })),
  }),
  blocks: (body, { segments }) =>
    body.terms.map((term) => ({
      kind: 'term',
      term: term.term,
      definition: term.definition,
      example: term.example,
      otherNames: term.otherNames,
      moments: [...new Set([...term.sources, ...term.occurrences])]
        .map((id) => momentOf(segments, [id]))
        .filter((moment) => moment !== undefined),
      itemId: term.id,
    })),
};
