import { oneLine, plainText } from './plain-text.ts';

/**
 * Words as they stand in a field of a note: HTML in which nothing acts. Braces and pairs of colons would
 * make or break a cloze, brackets begin sounds and formulas, and a spreadsheet takes what begins with `= + - @` for
 * a formula, also after a separator that it prefers to ours.
 */
export function escapeField(text: string): string {
  return plainText(text)
    .trim()
    .replace(
      /[&<>"{}[\]`=+@＝＋－＠]|:(?=:|$)|(?<=:|^):|(?<![\p{L}\p{N}])-/gu,
      (mark) => `&#${mark.codePointAt(0)};`,
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '<br>');
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
