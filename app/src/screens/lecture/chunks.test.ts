import type { Block } from '@pegasus/core/block.ts';
import { inChunks } from './chunks.ts';
import { drawMap } from './map-layout.ts';

const heading = (level: number, text: string, minutes?: number): Block => ({
  kind: 'heading',
  level,
  text,
  ...(minutes === undefined ? {} : { minutes }),
});
const list = (text: string): Block => ({ kind: 'list', ordered: false, items: [{ text }] });

test('material falls into chunks, each with its section, title and minutes', () => {
  const blocks = [
    heading(2, 'Overview'),
    { kind: 'note', text: 'None.' } as const,
    heading(2, 'Steps'),
    heading(3, 'First', 1),
    list('a'),
    heading(3, 'Second', 2),
    list('b'),
    list('c'),
  ];
  const chunks = inChunks(blocks);
  expect(chunks.map(({ section, title, minutes }) => [section, title, minutes])).toEqual([
    ['Overview', undefined, undefined],
    ['Steps', 'First', 1],
    ['Steps', 'Second', 2],
    ['Steps', undefined, undefined],
  ]);
  expect(chunks.flatMap((chunk) => chunk.blocks)).toHaveLength(4);
});

describe('the drawing of a concept map', () => {
  const concepts = Array.from({ length: 14 }, (_, at) => ({ id: `c${at}`, name: `concept number ${at}` }));
  const relations = concepts.slice(1).map(({ id }) => ({ from: 'c0', to: id, label: 'is a kind of' }));

  test('lays no box on another and everything within its frame', () => {
    const drawing = drawMap({ concepts, relations }, 358);
    for (const [place, one] of drawing.concepts.entries()) {
      expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width / 2).toBeLessThanOrEqual(drawing.width);
      for (const other of drawing.concepts.slice(place + 1)) {
        const apart =
          Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= 40;
        expect(apart).toBe(true);
      }
    }
    expect(drawing.relations).toHaveLength(13);
  });

  test('comes out the same each time, also with nothing to draw', () => {
    expect(drawMap({ concepts, relations }, 358)).toEqual(drawMap({ concepts, relations }, 358));
    expect(drawMap({ concepts: [], relations: [] }, 358).relations).toEqual([]);
  });
});
