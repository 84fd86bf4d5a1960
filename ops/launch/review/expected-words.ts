import type { Block, OutlineNode } from '@pegasus/core/block.ts';

/** Every text that a student must be able to read in a block, before any answer is shown. */
export function wordsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.text];
    case 'list':
      return block.items.map(({ text }) => text);
    case 'table':
      return block.rows.flatMap(({ cells }) => cells);
    case 'outline':
      return block.nodes.flatMap(titlesOf);
    case 'term':
      return [
        block.term,
        ...(block.definition ? [block.definition] : []),
        ...(block.example ? [block.example] : []),
      ];
    case 'card':
      return [block.front];
    case 'question':
      return [block.prompt, ...(block.options ?? [])];
    case 'map': {
      const names = new Map(block.concepts.map(({ id, name }) => [id, name]));
      return [
        ...names.values(),
        ...block.relations.map(({ from, label, to }) => `${names.get(from)} → ${label} → ${names.get(to)}`),
      ];
    }
  }
}

function titlesOf({ title, children }: OutlineNode): string[] {
  return [title, ...children.flatMap(titlesOf)];
}

/** As a page shows it, whatever its line breaks. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
