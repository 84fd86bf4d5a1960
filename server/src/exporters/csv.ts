import { shortTime } from '@pegasus/core/clock.ts';
import { stringify } from 'csv-stringify/sync';
import { type Card, deckName, escapeField, guidOf, keepEdges, type Question, tagsOf } from './anki-text.ts';
import { encodeTexts } from './bytes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';

/** Both note types come with Anki and have two fields, so one table fits both. */
interface Note {
  guid: string;
  noteType: 'Basic' | 'Cloze';
  tags: string[];
  front: string;
  back: string;
}

/**
 * Notes as the text file that Anki imports by itself, from version 2.1.54 on: the lines with `#` say what the
 * columns are (Anki manual, «Text files», file headers). The ids stay, so that importing again updates.
 */
export const csv: Exporter = {
  name: 'csv',
  title: 'Flashcards (CSV)',
  mediaType: 'text/csv',
  extension: 'csv',
  applies: (material) => !notesOf(material).next().done,
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'csv'),
    mediaType: 'text/csv',
    content: encodeTexts(tell(material)),
  }),
};

const HEADERS = [
  '#separator:Comma',
  '#html:true',
  '#guid column:1',
  '#notetype column:2',
  '#deck column:3',
  '#tags column:4',
  '#columns:GUID,Note type,Deck,Tags,Front,Back',
];

function* tell(material: ExportMaterial): Generator<string> {
  yield `${HEADERS.join('\r\n')}\r\n`;
  const deck = deckName(material);
  for (const { guid, noteType, tags, front, back } of notesOf(material)) {
    const row = [guid, noteType, deck, tags.join(' '), front, back];
    yield stringify([row], { quoted: true, quoted_empty: true, record_delimiter: 'windows' });
  }
}

function* notesOf(material: ExportMaterial): Generator<Note> {
  for (const { blocks } of material.artifacts) {
    for (const block of blocks) {
      if (block.kind === 'card') yield cardNote(block, tagsOf(block, material));
      if (block.kind === 'question') yield questionNote(block, tagsOf(block, material));
    }
  }
}

function cardNote(card: Card, tags: string[]): Note {
  const guid = guidOf(card);
  const moment = momentLine(card.moment);
  const { text = '', start = 0, end = 0 } = card.cloze ?? {};
  const hidden = escapeField(text.slice(start, end));
  // Anki refuses a cloze that hides nothing.
  if (card.form === 'cloze' && hidden) {
    const front = `${keepEdges(text.slice(0, start))}{{c1::${hidden}}}${keepEdges(text.slice(end))}`;
    return { guid, noteType: 'Cloze', tags, front: front.trim(), back: moment };
  }
  const back = joinLines([escapeField(card.back), moment]);
  return { guid, noteType: 'Basic', tags, front: escapeField(card.front), back };
}

function questionNote(question: Question, tags: string[]): Note {
  const { form, prompt, options = [], answer, explanation, markScheme = [] } = question;
  const right = options.indexOf(answer);
  const letter = (index: number) => `${String.fromCodePoint(65 + index)}. `;
  const scheme = markScheme.map(({ point, marks }) => `${escapeField(point)} (${marks})`);
  return {
    guid: guidOf(question),
    noteType: 'Basic',
    tags,
    front: joinLines([
      `${form === 'true-false' ? 'True or false? ' : ''}${escapeField(prompt)}`,
      ...options.map((option, index) => `${letter(index)}${escapeField(option)}`),
    ]),
    back: joinLines([
      `${right === -1 ? '' : letter(right)}${escapeField(answer)}`,
      escapeField(explanation),
      ...(scheme.length > 0 ? ['Mark scheme', ...scheme] : []),
      momentLine(question.moment),
    ]),
  };
}

function joinLines(lines: readonly string[]): string {
  return lines.filter(Boolean).join('<br>');
}

function momentLine(moment: number | undefined): string {
  return moment === undefined ? '' : `<small>Recording ${shortTime(moment)}</small>`;
}
