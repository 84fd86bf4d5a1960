import { shortTime } from '@pegasus/core/clock.ts';
import { oneLine } from './plain-text.ts';

/** What acts inside a line, for CommonMark, GitHub, Obsidian and Notion, with what stands there instead. */
const ACTIVE =
  /[\\`*_{}[\]#|~^$<>]|&(?=#|\w)|%(?=%)|=(?==)|(?<==)=|:(?=[:/])|(?<=:):|(?<=\bwww)\.|(?<=\w)@(?=\w)/gi;

const AS_ENTITY: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '%': '&#37;' };

/**
 * Words on one line in which nothing acts: no markup, link, tag, embed, comment, highlight, formula, block
 * id or HTML. Angle brackets become entities because some readers know no backslash before them.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(ACTIVE, (mark) => AS_ENTITY[mark] ?? `\\${mark}`)
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** ` [12:34]` to stand after words, or nothing. It is no link: no text can define what it refers to. */
export function momentAfter(moment: number | undefined): string {
  return moment === undefined ? '' : ` [${shortTime(moment)}]`;
}

/** Gives each id once, in the letters that Obsidian allows in a block id. */
export function createBlockIds(): (itemId: string | undefined) => string {
  const given = new Set<string>();
  return (itemId) => {
    const id = (itemId ?? '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
    if (!id || given.has(id)) return '';
    given.add(id);
    return ` ^${id}`;
  };
}
