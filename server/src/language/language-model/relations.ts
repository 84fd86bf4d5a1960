import { conceptMap } from '@pegasus/core/artifacts/concept-map.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import { normalise } from '@pegasus/core/text/words.ts';
import { z } from 'zod';
import { citation, defineKind, PROVEN, sourcesOf, tidy } from './item-kind.ts';

/** A labelled relation by the names of its concepts. */
export interface Relation {
  id: string;
  sources: string[];
  from: string;
  label: string;
  to: string;
}

export const relations = defineKind({
  most: ({ artifacts, conceptMap: { most } }) => (artifacts.includes('concept-map') ? most * 2 : 0),
  schema: () => z.object({ from: z.string(), label: z.string(), to: z.string(), ...citation }),
  wording: (preset, share): string =>
    `\`relations\`: at most ${share(relations.most(preset))}, ${PROVEN}; \`from\` and \`to\` are names of the ` +
    'concepts that are listed, `label` is a verb or «is a kind of», «is part of», «depends on» as the ' +
    'lecture says it, so that «from label to» reads as a sentence.',
  build(reply, { names, ...context }): Relation | string {
    const [from, to] = [names.get(normalise(reply.from)), names.get(normalise(reply.to))];
    if (from === undefined || to === undefined) return 'it names a concept that is not listed';
    const label = tidy(reply.label);
    if (from === to || label === '') return 'it needs two concepts and a label';
    const sources = sourcesOf(reply, { names, ...context });
    if (typeof sources === 'string') return sources;
    return { id: itemId('relation', from, label, to), sources, from, label, to };
  },
  items: ({ id, sources, from, label, to }) => {
    const ends = [from, to].map((name) => ({ id: name, name, sources }));
    const body = { concepts: ends, relations: [{ id, sources, from, label, to }] };
    return conceptMap.items(body).filter(({ kind }) => kind === 'relation');
  },
});
