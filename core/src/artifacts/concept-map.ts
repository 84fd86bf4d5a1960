import { z } from 'zod';
import { momentOf } from '../transcript.ts';
import { type ArtifactType, itemFields } from './define.ts';

const Concept = z.object({ ...itemFields, name: z.string().min(1) });

/** Directed: «from label to», as in «elasticity — is a kind of — ratio». `from` and `to` are concept ids. */
const Relation = z.object({ ...itemFields, from: z.string(), to: z.string(), label: z.string().min(1) });

export const ConceptMap = z.object({ concepts: z.array(Concept), relations: z.array(Relation) });
export type ConceptMap = z.infer<typeof ConceptMap>;

export const conceptMap: ArtifactType<'concept-map', ConceptMap> = {
  name: 'concept-map',
  title: 'Concept map',
  version: 1,
  body: ConceptMap,
  items: (body) => {
    const names = new Map(body.concepts.map(({ id, name }) => [id, name]));
    return [
      ...body.concepts.map(({ id, sources, name }) => ({
        id,
        kind: 'concept',
        sources,
        claim: name,
        verbatim: false,
      })),
      ...body.relations.map(({ id, sources, from, to, label }) => {
        const relation = { from: names.get(from) ?? '', label, to: names.get(to) ?? '' };
        return {
          id,
          kind: 'relation',
          sources,
          claim: `${relation.from} ${relation.to}`.trim(),
          verbatim: false,
          relation,
        };
      }),
    ];
  },
  keep: (body, ids) => ({
    concepts: body.concepts.filter(({ id }) => ids.has(id)),
    relations: body.relations.filter(({ id, from, to }) => ids.has(id) && ids.has(from) && ids.has(to)),
  }),
  resource: (body, sources) => {
    const moved = <T extends { id: string; sources: string[] }>(item: T): T => ({
      ...item,
      sources: sources.get(item.id) ?? item.sources,
    });
    return { concepts: body.concepts.map(moved), relations: body.relations.map(moved) };
  },
  blocks: (body, { segments }) => [
    {
      kind: 'map',
      concepts: body.concepts.map(({ id, name, sources }) => ({
        id,
        name,
        moment: momentOf(segments, sources),
      })),
      relations: body.relations.map(({ id, from, to, label, sources }) => ({
        from,
        to,
        label,
        itemId: id,
        moment: momentOf(segments, sources),
      })),
    },
  ],
};
