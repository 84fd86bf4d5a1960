import type { Item } from '../artifacts/define.ts';
import type { ArtifactName } from '../artifacts/registry.ts';
import type { Bounds, Preset } from '../presets/define.ts';

/** Bounds that the preset sets for a whole artifact; undefined where it bounds only parts. */
export function boundsOf(name: ArtifactName, preset: Preset): Bounds | undefined {
  switch (name) {
    case 'key-terms':
      return preset.keyTerms;
    case 'flashcards':
      return preset.flashcards;
    case 'exam-questions':
      return preset.examQuestions;
    case 'concept-map':
      return { least: preset.conceptMap.least, most: preset.conceptMap.most * 3 };
    case 'summary':
    case 'outline':
      return undefined;
  }
}

/**
 * Ids of the items that are too many: in each group the best supported stay, and of equals the first.
 * Too few are never padded.
 */
export function findSurplus(
  items: readonly (Item & { support: number })[],
  name: ArtifactName,
  preset: Preset,
): Set<string> {
  const groups = Map.groupBy(items, (item) => groupOf(item, name));
  const surplus = new Set<string>();
  for (const [group, members] of groups) {
    const most = mostOf(group, name, preset);
    const ranked = [...members].sort((one, other) => other.support - one.support);
    for (const { id } of ranked.slice(most)) surplus.add(id);
  }
  return surplus;
}

function groupOf(item: Item, name: ArtifactName): string {
  if (name === 'summary') return item.section ?? '';
  return name === 'concept-map' ? item.kind : '';
}

function mostOf(group: string, name: ArtifactName, preset: Preset): number {
  if (name === 'summary') return preset.sections.find(({ id }) => id === group)?.most ?? 0;
  if (name === 'concept-map') return preset.conceptMap.most * (group === 'relation' ? 2 : 1);
  return boundsOf(name, preset)?.most ?? Number.POSITIVE_INFINITY;
}
