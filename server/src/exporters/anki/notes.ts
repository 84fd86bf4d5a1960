import type { Block } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import { type Card, escapeField, guidOf, keepEdges, type Question, tagsOf } from '../anki-text.ts';
import type { ExportMaterial } from '../define.ts';
import { oneLine, textLines } from '../plain-text.ts';
import { NOTE_TYPES, type NoteType } from './note-types.ts';

/** A note as Anki keeps it, in the order of the fields of its type. */
export interface Note {
  guid: string;
  type: NoteType;
  tags: string[];
  fields: string[];
}

/** Each item once: what stands in two artifacts is one note. */
export function notesOf(material: ExportMaterial): Note[] {
  const notes = new Map<string, Note>();
  for (const block of material.artifacts.flatMap(({ blocks }) => blocks)) {
    const note = noteOf(block, material);
    if (note && !notes.has(note.guid)) notes.set(note.guid, note);
  }
  return [...notes.values()];
}

function noteOf(block: Block, material: ExportMaterial): Note | undefined {
  if (block.kind === 'card') return cardNote(block, material);
  if (block.kind === 'question') return questionNote(block, material);
  return undefined;
}

function cardNote(card: Card, material: ExportMaterial): Note {
  const common = { guid: guidOf(card), tags: tagsOf(card, material) };
  const { text = '', start = 0, end = 0 } = card.cloze ?? {};
  // Anki takes two closing braces for the end of the gap, also those of a formula.
  const hidden = escapeField(text.slice(start, end)).replace(/\}(?=\})/g, '} ');
  // Anki refuses a cloze that hides nothing.
  if (card.form === 'cloze' && hidden) {
    const sentence = `${keepEdges(text.slice(0, start))}{{c1::${hidden}}}${keepEdges(text.slice(end))}`;
    return { ...common, type: NOTE_TYPES.cloze, fields: [sentence.trim(), '', ...sourceOf(card, material)] };
  }
  const back = escapeField(card.back) || escapeField(text);
  const fields = [escapeField(card.front), back, '', ...sourceOf(card, material)];
  return { ...common, type: NOTE_TYPES.basic, fields };
}

function questionNote(question: Question, material: ExportMaterial): Note {
  const { form, prompt, options = [], answer, explanation, markScheme = [] } = question;
  const common = { guid: guidOf(question), tags: tagsOf(question, material) };
  const scheme = markScheme.map(({ point, marks }) => `${escapeField(point)} (${marks})`);
  const told = oneLine(explanation) === oneLine(answer) ? '' : escapeField(explanation);
  const extra = [told, ...(scheme.length > 0 ? ['<i>Mark scheme</i>', ...scheme] : [])]
    .filter(Boolean)
    .join('<br>');
  const source = sourceOf(question, material);
  if (form === 'multiple-choice') {
    const right = options.indexOf(answer);
    const list = options.map((option) => `<li>${escapeField(option)}</li>`).join('');
    const lead = right < 0 ? '' : `<b>${String.fromCodePoint(65 + right)}</b> `;
    const fields = [escapeField(prompt), `<ol type="A">${list}</ol>`, `${lead}${escapeField(answer)}`, extra];
    return { ...common, type: NOTE_TYPES.choice, fields: [...fields, ...source] };
  }
  const front = `${form === 'true-false' ? 'True or false? ' : ''}${escapeField(prompt)}`;
  const back = textLines(answer).map(escapeField).join('<br>');
  return { ...common, type: NOTE_TYPES.basic, fields: [front, back, extra, ...source] };
}

/** The moment, which opens the recording where the address is known, and the lecture. */
function sourceOf({ moment }: Card | Question, material: ExportMaterial): [moment: string, lecture: string] {
  const lecture = escapeField(oneLine(material.lectureTitle));
  if (moment === undefined) return ['', lecture];
  const url = material.momentUrl?.(moment);
  const time = shortTime(moment);
  return [url ? `<a href="${escapeAttribute(url)}">${time}</a>` : time, lecture];
}

function escapeAttribute(url: string): string {
  return url.replace(/[&"<>]/g, (mark) => `&#${mark.codePointAt(0)};`);
}
