import type { Block, OutlineNode } from '@pegasus/core/block.ts';
import { clock, type Terminal } from './terminal.ts';

/** Material for a terminal: each line with its moment. */
export function showBlocks(title: string, blocks: readonly Block[], terminal: Terminal): string {
  const at = (moment: number | undefined) =>
    moment === undefined ? '' : terminal.dim(`  [${clock(moment)}]`);
  const lines = blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'heading':
        return [
          '',
          `${'#'.repeat(block.level)} ${block.text}${block.minutes ? terminal.dim(`  ${block.minutes} min`) : ''}`,
        ];
      case 'paragraph':
        return [`${block.text}${at(block.moment)}`];
      case 'note':
        return [terminal.dim(block.text)];
      case 'list':
        return block.items.map(
          ({ text, moment }, index) => `${block.ordered ? `${index + 1}.` : '-'} ${text}${at(moment)}`,
        );
      case 'table':
        return [
          block.header.join(' | '),
          ...block.rows.map(({ cells, moment }) => `${cells.join(' | ')}${at(moment)}`),
        ];
      case 'outline':
        return block.nodes.flatMap((node) => outlineLines(node, 0, at));
      case 'term':
        return [
          `- ${terminal.bold(block.term)}${block.definition ? `: ${block.definition}` : ''}${at(block.moments[0])}`,
          ...(block.example ? [`  e.g. ${block.example}`] : []),
        ];
      case 'card':
        return [`- ${block.front}${at(block.moment)}`, `  → ${block.back}`];
      case 'question':
        return [
          `- ${block.prompt}${at(block.moment)}`,
          ...(block.options ?? []).map((option, index) => `    ${'abcdef'[index] ?? '-'}) ${option}`),
          `  → ${block.answer.replaceAll('\n', '\n    ')}`,
        ];
      case 'map': {
        const names = new Map(block.concepts.map(({ id, name }) => [id, name]));
        return block.relations.map(
          ({ from, to, label, moment }) => `- ${names.get(from)} — ${label} → ${names.get(to)}${at(moment)}`,
        );
      }
    }
  });
  return [terminal.bold(`\n${title}`), ...lines].join('\n');
}

function outlineLines(node: OutlineNode, depth: number, at: (moment: number) => string): string[] {
  return [
    `${'  '.repeat(depth)}- ${node.title}${at(node.start)}`,
    ...node.children.flatMap((child) => outlineLines(child, depth + 1, at)),
  ];
}
