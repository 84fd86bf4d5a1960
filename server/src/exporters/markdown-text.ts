import { shortTime } from '@pegasus/core/clock.ts';
import type { ExportMaterial } from './define.ts';
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

/** What stands behind words of the material: when they were said, whose they are, and the id of their block. */
export interface NoteMarks {
  /** ` [12:34]`, which opens the recording there where the server's address is known, or nothing. */
  moment(seconds: number | undefined): string;
  /** ` *(my words)*` behind what the student put in their own words, or nothing. */
  own(itemId: string | undefined): string;
  /** Each id once, in the letters that Obsidian allows in a block id. */
  id(itemId: string | undefined): string;
}

export function noteMarks({ momentUrl, own }: Pick<ExportMaterial, 'momentUrl' | 'own'>): NoteMarks {
  return {
    moment: (seconds) => {
      if (seconds === undefined) return '';
      const url = momentUrl?.(seconds);
      // Without an address it is no link: no text can define what it refers to.
      return url ? ` [${shortTime(seconds)}](${linkAddress(url)})` : ` [${shortTime(seconds)}]`;
    },
    own: (itemId) => (itemId !== undefined && own?.has(itemId) ? ' *(my words)*' : ''),
    id: createBlockIds(),
  };
}

/** An address with the brackets and blanks that would end a link. */
export function linkAddress(url: string): string {
  return url.replace(/[\s()<>\\]/g, (mark) =>
    encodeURIComponent(mark).replace(/[()]/, (one) => `%${one.charCodeAt(0).toString(16)}`),
  );
}

function createBlockIds(): (itemId: string | undefined) => string {
  const given = new Set<string>();
  return (itemId) => {
    const id = (itemId ?? '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
    if (!id || given.has(id)) return '';
    given.add(id);
    return ` ^${id}`;
  };
}
