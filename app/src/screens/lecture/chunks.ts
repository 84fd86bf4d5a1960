import type { Block } from '@pegasus/core/block.ts';

/** What is looked at in one go. */
export interface Chunk {
  section?: string;
  title?: string;
  minutes?: number;
  blocks: Block[];
}

/** A heading of the second level opens a section, one of the third a chunk, and so does every other block without one. */
export function inChunks(blocks: readonly Block[]): Chunk[] {
  const chunks: Chunk[] = [];
  let section: string | undefined;
  let next: Omit<Chunk, 'blocks'> = {};
  let open = false;
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level <= 2) {
      section = block.text;
      next = {};
      open = false;
    } else if (block.kind === 'heading') {
      next = { title: block.text, ...(block.minutes === undefined ? {} : { minutes: block.minutes }) };
      open = false;
    } else if (open && block.kind === 'note') {
      chunks.at(-1)?.blocks.push(block);
    } else {
      chunks.push({ ...(section === undefined ? {} : { section }), ...next, blocks: [block] });
      next = {};
      open = true;
    }
  }
  return chunks;
}

/** The words of a block as one would read them to somebody. */
export function spokenWords(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return block.text;
    case 'list':
      return block.items.map(({ text }) => text).join('\n');
    case 'table':
      return block.rows.map(({ cells }) => cells.join('. ')).join('\n');
    case 'term':
      return [block.term, block.definition, block.example].filter(Boolean).join('. ');
    case 'card':
      return block.front;
    case 'question':
      return block.prompt;
    case 'outline':
      return block.nodes.map(({ title }) => title).join('\n');
    case 'map':
      return block.concepts.map(({ name }) => name).join('\n');
  }
}
