import type { Block, OutlineNode } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import { escapeMarkdown, type NoteMarks } from './markdown-text.ts';
import { mermaidChart } from './mermaid.ts';
import { textLines } from './plain-text.ts';

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

/** Moments of a term that are written out; a word of every minute would fill the page. */
const MOST_MOMENTS = 12;

/** A block as lines of Markdown, without the blank line that parts it from the next. */
export function blockLines(block: Block, marks: NoteMarks): string[] {
  switch (block.kind) {
    case 'heading': {
      const minutes = block.minutes === undefined ? '' : ` · ${formatMinutes(block.minutes)}`;
      const level = '#'.repeat(Math.min(6, block.level + 1));
      return [`${level} ${escapeMarkdown(block.text)}${marks.moment(block.moment)}${minutes}`];
    }
    case 'paragraph':
      return [
        `${escapeMarkdown(block.text)}${marks.own(block.itemId)}${marks.moment(block.moment)}${marks.id(block.itemId)}`,
      ];
    case 'note':
      return [`*${escapeMarkdown(block.text)}*`];
    case 'list':
      return block.items.map(({ text, moment, itemId }, index) => {
        const mark = block.ordered ? `${index + 1}.` : '-';
        return `${mark} ${escapeMarkdown(text)}${marks.own(itemId)}${marks.moment(moment)}${marks.id(itemId)}`;
      });
    case 'table':
      return tableLines(block, marks);
    case 'outline':
      return block.nodes.flatMap((node) => outlineLines(node, marks, ''));
    case 'term':
      return termLines(block, marks);
    case 'card':
      return [
        `${escapeMarkdown(block.front)}${marks.own(block.itemId)}${marks.moment(block.moment)}${marks.id(block.itemId)}`,
        '',
        ...callout('success', 'Answer', textLines(block.back).map(escapeMarkdown)),
      ];
    case 'question':
      return questionLines(block, marks);
    case 'map':
      return mapLines(block, marks);
  }
}

/** A block id needs the end of a line, which a row of a table does not have; rows keep their moment. */
function tableLines({ header, rows }: Of<'table'>, marks: NoteMarks): string[] {
  const timed = rows.some(({ moment, itemId }) => moment !== undefined || marks.own(itemId) !== '');
  const width = Math.max(header.length, ...rows.map(({ cells }) => cells.length));
  const row = (cells: readonly string[], last: string) => {
    const padded = Array.from({ length: width }, (_, index) => escapeMarkdown(cells[index] ?? ''));
    return `| ${[...padded, ...(timed ? [last] : [])].join(' | ')} |`;
  };
  return [
    row(header, 'Moment'),
    `|${' --- |'.repeat(width + (timed ? 1 : 0))}`,
    ...rows.map(({ cells, moment, itemId }) =>
      row(cells, `${marks.moment(moment)}${marks.own(itemId)}`.trim()),
    ),
  ];
}

function outlineLines(
  { id, title, start, end, children }: OutlineNode,
  marks: NoteMarks,
  indent: string,
): string[] {
  const range = ` [${shortTime(start)}–${shortTime(end)}]`;
  return [
    `${indent}- ${escapeMarkdown(title)}${marks.own(id)}${range}${marks.id(id)}`,
    ...children.flatMap((child) => outlineLines(child, marks, `${indent}  `)),
  ];
}

function termLines(
  { term, definition, example, otherNames, moments, itemId }: Of<'term'>,
  marks: NoteMarks,
): string[] {
  const shown = moments.slice(0, MOST_MOMENTS).map(marks.moment).join('');
  const more = moments.length > MOST_MOMENTS ? ` and ${moments.length - MOST_MOMENTS} more` : '';
  const said = definition === undefined ? '' : `: ${escapeMarkdown(definition)}`;
  return [
    `- ${bold(term)}${said}${marks.own(itemId)}${shown}${more}${marks.id(itemId)}`,
    ...(example === undefined ? [] : [`  - Example: ${escapeMarkdown(example)}`]),
    ...(otherNames.length === 0 ? [] : [`  - Also called: ${otherNames.map(escapeMarkdown).join(', ')}`]),
  ];
}

function questionLines(question: Of<'question'>, marks: NoteMarks): string[] {
  const { form, prompt, options = [], answer, explanation, markScheme = [] } = question;
  const right = options.indexOf(answer);
  const answers = textLines(answer).map(escapeMarkdown);
  // The points of an essay are lines; one answer is a sentence.
  const told = answers.length > 1 ? answers.map((line) => `- ${line}`) : answers;
  const lead = form === 'true-false' ? 'True or false? ' : '';
  return [
    `${lead}${escapeMarkdown(prompt)}${marks.own(question.itemId)}${marks.moment(question.moment)}${marks.id(question.itemId)}`,
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
function mapLines(map: Of<'map'>, marks: NoteMarks): string[] {
  const names = new Map(map.concepts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => escapeMarkdown(names.get(id) ?? id);
  return [
    ...(map.concepts.length > 0 ? [...mermaidChart(map), ''] : []),
    ...map.concepts.map(
      ({ id, name, moment }) => `- ${bold(name)}${marks.own(id)}${marks.moment(moment)}${marks.id(id)}`,
    ),
    ...map.relations.map(
      ({ from, to, label, moment, itemId }) =>
        `- ${nameOf(from)} → ${escapeMarkdown(label)} → ${nameOf(to)}${marks.own(itemId)}${marks.moment(moment)}${marks.id(itemId)}`,
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
