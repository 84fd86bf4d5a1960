import type { Block } from '@pegasus/core/block.ts';

export type HeadingLevel = 2 | 3 | 4 | 5;

/** Of a heading of the material: the page itself has the first level. */
export function levelOf(level: number): HeadingLevel {
  return Math.min(4, Math.max(2, level)) as HeadingLevel;
}

/** Of a heading within the block at a place: one below the last heading before it, so that no level is left out. */
export function levelWithin(blocks: readonly Block[], place: number): HeadingLevel {
  const above = blocks.slice(0, place).findLast((block) => block.kind === 'heading');
  return above ? ((levelOf(above.level) + 1) as HeadingLevel) : 2;
}
