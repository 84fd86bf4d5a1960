import type { ConceptMap } from '@pegasus/core/artifacts/concept-map.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Term } from '@pegasus/core/text/terms.ts';
import { indexTerms } from './index-terms.ts';
import type { Material } from './material.ts';
import { mentions } from './titles.ts';

/** Two terms must share this many sentences, and more often than chance, to be joined. */
const LEAST_TOGETHER = 3;
const LEAST_LIFT = 2;
const MOST_TOGETHER = 4;

/** The best terms, joined where one is a kind of the other or where they are discussed together. */
export function makeConceptMap(material: Material, preset: Preset): ConceptMap | undefined {
  const terms = conceptTerms(material).slice(0, preset.conceptMap.most);
  if (terms.length < 2) return undefined;
  const ids = new Map(terms.map((term) => [term.key, itemId('concept', term.name)]));
  const relations = [...kindRelations(material, ids), ...togetherRelations(material, terms, ids)];
  const concepts = terms.map((term) => ({
    id: ids.get(term.key) ?? '',
    sources: mentions(material, term, term.sentences).slice(0, 3),
    name: term.name,
  }));
  return { concepts, relations: relations.slice(0, preset.conceptMap.most * 2) };
}

/** The terms of the index, and before them those that the lecture itself calls a kind of one another. */
function conceptTerms(material: Material): Term[] {
  const said = new Set(
    material.kinds.flatMap(({ narrow, broad, how }) => (how === 'said' ? [narrow, broad] : [])),
  );
  const kinds = material.terms.filter(({ key }) => said.has(key));
  return [...new Set([...kinds, ...indexTerms(material)])];
}

type Relation = ConceptMap['relations'][number];

function kindRelations(material: Material, ids: ReadonlyMap<string, string>): Relation[] {
  const terms = new Map(material.terms.map((term) => [term.key, term]));
  return material.kinds.flatMap(({ narrow, broad, sentence, how }) => {
    const [from, to] = [ids.get(narrow), ids.get(broad)];
    const term = terms.get(narrow);
    // What the name itself says is shown where the name is said.
    const said = material.sentences[sentence]?.segments ?? [];
    const sources = how === 'said' || !term ? said : mentions(material, term, term.sentences).slice(0, 3);
    if (!from || !to || sources.length === 0) return [];
    return [{ id: itemId('relation', narrow, 'kind', broad), sources, from, to, label: 'is a kind of' }];
  });
}

function togetherRelations(
  material: Material,
  terms: readonly Term[],
  ids: ReadonlyMap<string, string>,
): Relation[] {
  const total = material.sentences.length;
  const defining = new Map(material.definitions.map(({ sentence, key }) => [sentence, key]));
  const found: { relation: Relation; lift: number }[] = [];
  for (const [index, one] of terms.entries()) {
    const sentences = new Set(one.sentences);
    for (const other of terms.slice(index + 1)) {
      if (one.key.split(' ').some((word) => other.key.split(' ').includes(word))) continue;
      const shared = other.sentences.filter((sentence) => sentences.has(sentence));
      const lift = (shared.length * total) / (one.sentences.length * other.sentences.length);
      const [from, to] = [ids.get(one.key), ids.get(other.key)];
      // What explains one by the other joins them, however seldom both are named.
      const explains = shared.some(
        (sentence) => defining.get(sentence) === one.key || defining.get(sentence) === other.key,
      );
      if ((!explains && shared.length < LEAST_TOGETHER) || lift < LEAST_LIFT || !from || !to) continue;
      const best = [...shared].sort((a, b) => Number(defining.has(b)) - Number(defining.has(a)));
      const sources = [
        ...new Set(best.slice(0, 3).flatMap((sentence) => material.sentences[sentence]?.segments ?? [])),
      ];
      found.push({
        lift: (shared.length + (explains ? 1 : 0)) * Math.log(lift),
        relation: {
          id: itemId('relation', one.key, 'with', other.key),
          sources,
          from,
          to,
          label: 'discussed together',
        },
      });
    }
  }
  // A term that is spoken of all the time would be joined to everything and say nothing.
  const degree = new Map<string, number>();
  const kept: Relation[] = [];
  for (const { relation } of found.sort((a, b) => b.lift - a.lift)) {
    const ends = [relation.from, relation.to];
    if (ends.some((end) => (degree.get(end) ?? 0) >= MOST_TOGETHER)) continue;
    for (const end of ends) degree.set(end, (degree.get(end) ?? 0) + 1);
    kept.push(relation);
  }
  return kept;
}
