import { shortTime } from '@pegasus/core/clock.ts';
import { ConcreteHyperlink, Paragraph, TextRun } from 'docx';
import type { ExportMaterial } from '../define.ts';
import { oneLine } from '../plain-text.ts';

const SOFT = '5A6472';
export const ACCENT = '1D5F6E';

/** What the telling of a block needs to know of the document. */
export interface Telling {
  material: Pick<ExportMaterial, 'momentUrl' | 'own'>;
  lists: { next: number };
  /** Ids of the addresses that are linked to. The library would give each link an id by chance. */
  links: Map<string, string>;
}

/** Runs of Word's own: control characters are no XML, and `plainText` took them out. */
export function run(text: string, bold = false): TextRun {
  return new TextRun({ text: oneLine(text).replace(/[\ufffe\uffff]/g, ''), bold });
}

export function soft(text: string): TextRun {
  return new TextRun({ text: oneLine(text), color: SOFT, size: 19 });
}

/** Words of ours, with the blank after them. */
export function label(text: string): TextRun {
  return new TextRun({ text, color: SOFT, size: 19 });
}

export type Run = TextRun | ConcreteHyperlink;
/** Words of the material: when they were said, and which item they are. */
export interface Said {
  moment?: number | undefined;
  itemId?: string | undefined;
}

/** A time, which opens the recording there where the address of the server is known. */
export function time(moment: number, words: string, { material, links }: Telling): Run[] {
  const url = material.momentUrl?.(moment);
  const shown = new TextRun({ text: words, color: ACCENT, size: 18 });
  return [new TextRun('  '), url ? new ConcreteHyperlink([shown], linkId(url, links)) : shown];
}

export function marked({ moment, itemId }: Said, telling: Telling): Run[] {
  const own = itemId !== undefined && telling.material.own?.has(itemId);
  return [
    ...(own ? [label('  (my words)')] : []),
    ...(moment === undefined ? [] : time(moment, shortTime(moment), telling)),
  ];
}

export function timed(text: string, said: Said, telling: Telling): Run[] {
  return [run(text), ...marked(said, telling)];
}

export function bullet(children: Run[], level = 0): Paragraph {
  return new Paragraph({ bullet: { level: Math.min(8, level) }, children });
}

function linkId(url: string, links: Map<string, string>): string {
  const id = links.get(url) ?? `Moment${links.size + 1}`;
  links.set(url, id);
  return id;
}
