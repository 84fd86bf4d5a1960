import type { Block } from '@pegasus/core/block.ts';
import { levelWithin } from './heading-level.ts';

const heading = (level: number): Block => ({ kind: 'heading', level, text: 'Definitions' }) as Block;
const term: Block = { kind: 'term', term: 'Enzyme', otherNames: [], moments: [] } as Block;

test.each([
  ['stands right below the page where there is no heading', [term, term], 1, 2],
  ['stands below its section', [heading(2), term], 1, 3],
  ['stands below the part of its section', [heading(2), heading(3), term, term], 3, 4],
  ['is not moved by a heading that comes later', [term, heading(2)], 0, 2],
] as const)('a heading within a block %s', (_what, blocks, place, level) => {
  expect(levelWithin(blocks, place)).toBe(level);
});
