import type { ConceptMap } from '@pegasus/core/artifacts/concept-map.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { takeFairly, type WorkedChapter } from '../worked-chapter.ts';
import { mergeConcepts } from './key-terms.ts';

/** The concepts that are related to others first, then those that stand alone, and the relations between them. */
export function makeConceptMap(worked: readonly WorkedChapter[], preset: Preset): ConceptMap | undefined {
  const { most } = preset.conceptMap;
  const relations = worked.map(({ pieces }) => pieces.relations);
  const degree = new Map<string, number>();
  for (const { from, to } of relations.flat()) {
    for (const name of [from, to]) degree.set(name, (degree.get(name) ?? 0) + 1);
  }
  const lists = mergeConcepts(worked).map((concepts) =>
    [...concepts].sort((one, other) => (degree.get(other.term) ?? 0) - (degree.get(one.term) ?? 0)),
  );
  const concepts = takeFairly(lists, most);
  if (concepts.length < 2) return undefined;
  const ids = new Map(concepts.map(({ term }) => [term, itemId('concept', term)]));
  const linked = takeFairly(
    relations.map((list) => list.filter(({ from, to }) => ids.has(from) && ids.has(to))),
    most * 2,
  );
  return {
    concepts: concepts.map(({ term, sources }) => ({ id: ids.get(term) ?? '', sources, name: term })),
    relations: linked.map(({ id, sources, from, label, to }) => ({
      id,
      sources,
      from: ids.get(from) ?? '',
      to: ids.get(to) ?? '',
      label,
    })),
  };
}
