import type { Block, OutlineNode } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import { escapeMarkdown, momentAfter } from './markdown-text.ts';
import { mermaidChart } from './mermaid.ts';
import { textLines } from './plain-text.ts';

type BlockIds = (itemId: string | undefined) => string;
type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

/** Moments of a term that are written out; a word of every minute would fill the page. */
const MOST_MOMENTS = 12;

/** A block as lines of Markdown, without the blank line that parts it from the next. */
export function blockLines(block: Block, ids: BlockIds): string[] {
  switch (block.kind) {
    case 'heading': {
      const minutes = block.minutes === undefined ? '' : ` · ${formatMinutes(block.minutes)}`;
      const marks = '#'.repeat(Math.min(6, block.level + 1));
      return [`${marks} ${escapeMarkdown(block.text)}${momentAfter(block.moment)}${minutes}`];
    }
    case 'paragraph':
      return [`${escapeMarkdown(block.text)}${momentAfter(block.moment)}${ids(block.itemId)}`];
    case 'note':
      return [`*${escapeMarkdown(block.text)}*`];
    case 'list':
      return block.items.map(({ text, moment, itemId }, index) => {
        const mark = block.ordered ? `${index + 1}.` : '-';
        return `${mark} ${escapeMarkdown(text)}${momentAfter(moment)}${ids(itemId)}`;
      });
    case 'table':
      return tableLines(block);
    case 'outline':
      return block.nodes.flatMap((node) => outlineLines(node, ids, ''));
    case 'term':
      return termLines(block, ids);
    case 'card':
      return [
        `${escapeMarkdown(block.front)}${momentAfter(block.moment)}${ids(block.itemId)}`,
        '',
        ...callout('success', 'Answer', textLines(block.back).map(escapeMarkdown)),
      ];
    case 'question':
      return questionLines(block, ids);
    case 'map':
      return mapLines(block, ids);
  }
}

/** A block id needs the end of a line, which a row of a table does not have; rows keep their moment. */
function tableLines({ header, rows }: Of<'table'>): string[] {
  const timed = rows.some(({ moment }) => moment !== undefined);
  const width = Math.max(header.length, ...rows.map(({ cells }) => cells.length));
  const row = (cells: readonly string[], last: string) => {
    const padded = Array.from({ length: width }, (_, index) => escapeMarkdown(cells[index] ?? ''));
    return `| ${[...padded, ...(timed ? [last] : [])].join(' | ')} |`;
  };
  return [
    row(header, 'Moment'),
    `|${' --- |'.repeat(width + (timed ? 1 : 0))}`,
    ...rows.map(({ cells, moment }) => row(cells, momentAfter(moment).trim())),
  ];
}

function outlineLines(
  { id, title, start, end, children }: OutlineNode,
  ids: BlockIds,
  indent: string,
): string[] {
  const range = ` [${shortTime(start)}–${shortTime(end)}]`;
  return [
    `${indent}- ${escapeMarkdown(title)}${range}${ids(id)}`,
    ...children.flatMap((child) => outlineLines(child, ids, `${indent}  `)),
  ];
}

function termLines(
  { term, definition, example, otherNames, moments, itemId }: Of<'term'>,
  ids: BlockIds,
): string[] {
  const shown = moments.slice(0, MOST_MOMENTS).map(momentAfter).join('');
  const more = moments.length > MOST_MOMENTS ? ` and ${moments.length - MOST_MOMENTS} more` : '';
  const said = definition === undefined ? '' : `: ${escapeMarkdown(definition)}`;
  return [
    `- ${bold(term)}${said}${shown}${more}${ids(itemId)}`,
    ...(example === undefined ? [] : [`  - Example: ${escapeMarkdown(example)}`]),
    ...(otherNames.length === 0 ? [] : [`  - Also called: ${otherNames.map(escapeMarkdown).join(', ')}`]),
  ];
}

function questionLines(question: Of<'question'>, ids: BlockIds): string[] {
  const { form, prompt, options = [], answer, explanation, markScheme = [] } = question;
  const right = options.indexOf(answer);
  const answers = textLines(answer).map(escapeMarkdown);
  // The points of an essay are lines; one answer is a sentence.
  const told = answers.length > 1 ? answers.map((line) => `- ${line}`) : answers;
  const lead = form === 'true-false' ? 'True or false? ' : '';
  return [
    `${lead}${escapeMarkdown(prompt)}${momentAfter(question.moment)}${ids(question.itemId)}`,
    '',
    ...options.map((option, index) => `- ${letter(index)}: ${escapeMarkdown(option)}`),
    ...(options.length > 0 ? [''] : []),
    ...callout('success', 'Answer', [
      ...(right === -1 ? told : [`${letter(right)}: ${answers.join(' ')}`]),
      '',
      ...textLines(explanation).map(escapeMarkdown),
      ...(markScheme.length > 0 ? ['', 'Mark scheme:', ''] : []),
      ...markScheme.map(({ point, marks }) => `- ${escapeMarkdown(point)} (${marks})`),
    ]),
  ];
}

/** The drawing, and the same in words: for readers without Mermaid, for screen readers, and for the moments. */
function mapLines(map: Of<'map'>, ids: BlockIds): string[] {
  const names = new Map(map.concepts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => escapeMarkdown(names.get(id) ?? id);
  return [
    ...(map.concepts.length > 0 ? [...mermaidChart(map), ''] : []),
    ...map.concepts.map(({ id, name, moment }) => `- ${bold(name)}${momentAfter(moment)}${ids(id)}`),
    ...map.relations.map(
      ({ from, to, label, moment, itemId }) =>
        `- ${nameOf(from)} → ${escapeMarkdown(label)} → ${nameOf(to)}${momentAfter(moment)}${ids(itemId)}`,
    ),
  ];
}

/** Folded in Obsidian, a plain quotation elsewhere. */
function callout(kind: string, title: string, lines: readonly string[]): string[] {
  return [`> [!${kind}]- ${title}`, ...lines.map((line) => (line ? `> ${line}` : '>'))];
}

function bold(text: string): string {
  const escaped = escapeMarkdown(text);
  return escaped ? `**${escaped}**` : '';
}

function letter(index: number): string {
  return String.fromCodePoint(65 + index);
}

function formatMinutes(minutes: number): string {
  return minutes < 1 ? 'under 1 min' : `${Math.round(minutes)} min`;
}
