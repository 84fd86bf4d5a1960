import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Block } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import { stringify } from 'csv-stringify/sync';
import { deckPart, escapeField, tagOf } from './anki-text.ts';
import { encodeTexts } from './bytes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';

type Card = Extract<Block, { kind: 'card' }>;
type Question = Extract<Block, { kind: 'question' }>;

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
export const anki: Exporter = {
  name: 'anki',
  title: 'Flashcards (Anki CSV)',
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
  // The first level keeps the decks together, and a name of digits alone would be taken for the id of a deck.
  const deck = ['Pegasus', deckPart(material.courseName), deckPart(material.lectureTitle)].join('::');
  for (const { guid, noteType, tags, front, back } of notesOf(material)) {
    const row = [guid, noteType, deck, tags.join(' '), front, back];
    yield stringify([row], { quoted: true, quoted_empty: true, record_delimiter: 'windows' });
  }
}

function* notesOf({ artifacts }: ExportMaterial): Generator<Note> {
  for (const { blocks } of artifacts) {
    for (const block of blocks) {
      if (block.kind === 'card') yield cardNote(block);
      if (block.kind === 'question') yield questionNote(block);
    }
  }
}

function cardNote(card: Card): Note {
  const guid = guidOf(card.itemId ?? itemId('card', card.front, card.back));
  const tags = ['pegasus', `difficulty::${card.difficulty}`, ...card.tags.map(tagOf).filter(Boolean)];
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

function questionNote(question: Question): Note {
  const { form, prompt, options = [], answer, explanation, markScheme = [] } = question;
  const right = options.indexOf(answer);
  const letter = (index: number) => `${String.fromCodePoint(65 + index)}. `;
  const scheme = markScheme.map(({ point, marks }) => `${escapeField(point)} (${marks})`);
  return {
    guid: guidOf(question.itemId ?? itemId('question', prompt, answer)),
    noteType: 'Basic',
    tags: ['pegasus', `question::${form}`],
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

/** Escaped, with the blank between these words and the gap beside them. */
function keepEdges(text: string): string {
  const [before, after] = [/^\s/.test(text) ? ' ' : '', /\s$/.test(text) ? ' ' : ''];
  const escaped = escapeField(text);
  return escaped ? `${before}${escaped}${after}` : before;
}

function joinLines(lines: readonly string[]): string {
  return lines.filter(Boolean).join('<br>');
}

function momentLine(moment: number | undefined): string {
  return moment === undefined ? '' : `<small>Recording ${shortTime(moment)}</small>`;
}

/** Any id in characters that a table holds without harm; different ids stay different. */
function guidOf(id: string): string {
  return `pegasus-${encodeURIComponent(id.toWellFormed())}`;
}
