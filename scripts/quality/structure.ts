import type { Block } from '@pegasus/core/block.ts';
import type { Production } from './produce.ts';

/** Sides of a material's structure in which presets must differ. */
export const ASPECTS = ['sections', 'order', 'chunking', 'item kinds', 'counts'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** What a student can see of the structure, by aspect. Wording does not count, and no preset is asked. */
export type Structure = Record<Aspect, unknown>;

/** Read from the blocks that screens and exporters read. */
export function structureOf({ shown }: Pick<Production, 'shown'>): Structure {
  const summary = shown.filter(({ artifact }) => artifact.type === 'summary').flatMap(({ blocks }) => blocks);
  const blocks = shown.flatMap((one) => one.blocks);
  const lists = summary.filter((block) => block.kind === 'list');
  const counts = countKinds(blocks);
  return {
    sections: sectionsOf(summary),
    order: shown.flatMap(({ title, blocks }) => (blocks.length > 0 ? [title] : [])),
    chunking: {
      chunks: lists.length,
      mostPoints: Math.max(0, ...lists.map(({ items }) => items.length)),
      mostMinutes: Math.max(
        0,
        ...summary.map((block) => (block.kind === 'heading' ? (block.minutes ?? 0) : 0)),
      ),
      outlineDepth: Math.max(
        0,
        ...blocks.map((block) => (block.kind === 'outline' ? depth(block.nodes) : 0)),
      ),
    },
    'item kinds': Object.keys(counts),
    counts,
  };
}

/** The aspects in which two materials differ, with both sides in short. */
export function differencesBetween(
  one: Structure,
  other: Structure,
): { aspect: Aspect; one: string; other: string }[] {
  return ASPECTS.map((aspect) => ({
    aspect,
    one: JSON.stringify(one[aspect]),
    other: JSON.stringify(other[aspect]),
  })).filter((difference) => difference.one !== difference.other);
}

/** Each section with how it is laid out. */
function sectionsOf(blocks: readonly Block[]): string[] {
  const sections: { title: string; layouts: Set<string> }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) {
      sections.push({ title: block.text, layouts: new Set() });
    } else if (block.kind !== 'heading') {
      const layout = block.kind === 'list' && block.ordered ? 'steps' : block.kind;
      sections.at(-1)?.layouts.add(layout);
    }
  }
  return sections.map(({ title, layouts }) => `${title} (${[...layouts].join(', ')})`);
}

function depth(nodes: Extract<Block, { kind: 'outline' }>['nodes']): number {
  return nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map(({ children }) => depth(children)));
}

function countKinds(blocks: readonly Block[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (kind: string, by: number) => {
    if (by > 0) counts[kind] = (counts[kind] ?? 0) + by;
  };
  for (const block of blocks) {
    if (block.kind === 'list') add(block.ordered ? 'step' : 'point', block.items.length);
    else if (block.kind === 'table') add('row', block.rows.length);
    else if (block.kind === 'term') add(block.definition ? 'defined term' : 'term', 1);
    else if (block.kind === 'card') add(`${block.form} card`, 1);
    else if (block.kind === 'question') {
      add(`${block.form} question`, 1);
      add('mark scheme', block.markScheme ? 1 : 0);
    } else if (block.kind === 'map') {
      add('concept', block.concepts.length);
      add('relation', block.relations.length);
    } else if (block.kind === 'outline') add('heading', countNodes(block.nodes));
  }
  return Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function countNodes(nodes: Extract<Block, { kind: 'outline' }>['nodes']): number {
  return nodes.reduce((sum, { children }) => sum + 1 + countNodes(children), 0);
}
