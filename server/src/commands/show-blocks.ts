import type { Block, OutlineNode } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import type { Terminal } from './terminal.ts';

type At = (moment: number | undefined) => string;

/** Material for a terminal: each line with its moment. */
export function showBlocks(title: string, blocks: readonly Block[], terminal: Terminal): string {
  const at: At = (moment) => (moment === undefined ? '' : terminal.dim(`  [${shortTime(moment)}]`));
  return [terminal.bold(`\n${title}`), ...blocks.flatMap((block) => blockLines(block, at, terminal))].join(
    '\n',
  );
}

function blockLines(block: Block, at: At, terminal: Terminal): string[] {
  switch (block.kind) {
    case 'heading': {
      const minutes = block.minutes ? terminal.dim(`  ${block.minutes} min`) : '';
      return ['', `${'#'.repeat(block.level)} ${block.text}${minutes}`];
    }
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
    case 'term': {
      const definition = block.definition ? `: ${block.definition}` : '';
      const example = block.example ? [`  e.g. ${block.example}`] : [];
      return [`- ${terminal.bold(block.term)}${definition}${at(block.moments[0])}`, ...example];
    }
    case 'card':
      return [`- ${block.front}${at(block.moment)}`, `  → ${block.back}`];
    case 'question': {
      const options = (block.options ?? []).map(
        (option, index) => `    ${'abcdef'[index] ?? '-'}) ${option}`,
      );
      return [
        `- ${block.prompt}${at(block.moment)}`,
        ...options,
        `  → ${block.answer.replaceAll('\n', '\n    ')}`,
      ];
    }
    case 'map': {
      const names = new Map(block.concepts.map(({ id, name }) => [id, name]));
      return block.relations.map(
        ({ from, to, label, moment }) => `- ${names.get(from)} — ${label} → ${names.get(to)}${at(moment)}`,
      );
    }
  }
}

function outlineLines(node: OutlineNode, depth: number, at: At): string[] {
  return [
    `${'  '.repeat(depth)}- ${node.title}${at(node.start)}`,
    ...node.children.flatMap((child) => outlineLines(child, depth + 1, at)),
  ];
}
