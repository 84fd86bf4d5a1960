import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Block } from '@pegasus/core/block.ts';
import type { ExportMaterial } from './define.ts';
import { findFormulas } from './formula.ts';
import { oneLine, plainText } from './plain-text.ts';

export type Card = Extract<Block, { kind: 'card' }>;
export type Question = Extract<Block, { kind: 'question' }>;

/**
 * Words as they stand in a field of a note: HTML in which nothing acts. Braces and pairs of colons would
 * make or break a cloze, brackets begin sounds and formulas, and a spreadsheet takes what begins with `= + - @` for
 * a formula, also after a separator that it prefers to ours.
 */
export function escapeField(text: string): string {
  const runs = findFormulas(plainText(text).trim());
  return runs.map((run) => (typeof run === 'string' ? escapeWords(run) : mathJax(run.source))).join('');
}

/** A formula that was read as notation and no more, for MathJax, which Anki brings. */
function mathJax(source: string): string {
  const escaped = source.replace(/[&<>"=+@-]/g, (mark) => `&#${mark.codePointAt(0)};`);
  // Two braces together would begin or end a cloze.
  return `\\(${escaped.replace(/([{}])(?=\1)/g, '$1 ').replace(/:(?=:)/g, ': ')}\\)`;
}

function escapeWords(text: string): string {
  return (
    text
      // A word joiner, which nobody sees, keeps MathJax from taking what is no formula for the beginning of one.
      .replace(/\\(?=[()[\]])/g, '\\\u2060')
      .replace(
        /[&<>"{}[\]`=+@＝＋－＠]|:(?=:|$)|(?<=:|^):|(?<![\p{L}\p{N}])-/gu,
        (mark) => `&#${mark.codePointAt(0)};`,
      )
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n\s*/g, '<br>')
  );
}

/** As `escapeField`, with the blank between these words and the gap beside them. */
export function keepEdges(text: string): string {
  const [before, after] = [/^\s/.test(text) ? ' ' : '', /\s$/.test(text) ? ' ' : ''];
  const escaped = escapeField(text);
  return escaped ? `${before}${escaped}${after}` : before;
}

/** A name of a deck or a part of one: plain text, no levels, and nothing that a spreadsheet would run. */
export function deckPart(name: string): string {
  const part = oneLine(name)
    .replace(/:{2,}/g, ':')
    .replace(/["\\<>]/g, ' ')
    .replace(/([;,|]\s*)[=+\-@＝＋－＠]+/g, '$1');
  return oneLine(part).replace(/^:|:$/g, '').slice(0, 100).toWellFormed() || 'Lecture';
}

/** A tag: Anki parts them by blanks and levels by `::`. */
export function tagOf(name: string): string {
  return oneLine(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** The first level keeps the decks together, and a name of digits alone would be taken for the id of a deck. */
export function deckName({ courseName, lectureTitle }: ExportMaterial): string {
  return ['Pegasus', deckPart(courseName), deckPart(lectureTitle)].join('::');
}

/** By course, lecture and thread, so that a student finds «all cards on diffusion» in any deck. */
export function tagsOf(block: Card | Question, material: ExportMaterial): string[] {
  const thread = block.itemId === undefined ? undefined : material.threads?.get(block.itemId);
  const under = (name: string, value: string | undefined) => {
    const tag = tagOf(value ?? '').slice(0, 100);
    return tag ? [`${name}::${tag}`] : [];
  };
  return [
    'pegasus',
    ...(block.itemId !== undefined && material.own?.has(block.itemId) ? ['own-words'] : []),
    ...under('course', material.courseName),
    ...under('lecture', material.lectureTitle),
    ...under('thread', thread),
    ...(block.kind === 'card' ? [`difficulty::${block.difficulty}`] : [`question::${block.form}`]),
    ...(block.kind === 'card' ? block.tags.map(tagOf).filter(Boolean) : []),
  ];
}

/**
 * By this a note is known again, in a text file and in a package alike. It comes of the item's id, which comes of the
 * item's words, in characters that a table holds without harm; different ids stay different.
 */
export function guidOf(block: Card | Question): string {
  const id =
    block.itemId ??
    (block.kind === 'card'
      ? itemId('card', block.front, block.back)
      : itemId('question', block.prompt, block.answer));
  return `pegasus-${encodeURIComponent(id.toWellFormed())}`;
}
