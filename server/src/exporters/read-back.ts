import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Artifact } from '@pegasus/core/artifacts/define.ts';
import type { Block } from '@pegasus/core/block.ts';
import { defaultExportOptions } from '@pegasus/core/export-options.ts';
import { Transcript } from '@pegasus/core/transcript.ts';
import { readAnkiPackage } from 'anki-reader';
import webvtt from 'webvtt-parser';
import { parseAllDocuments } from 'yaml';
import { notesOf } from './anki/notes.ts';
import { type Card, guidOf, type Question } from './anki-text.ts';
import type { ExportMaterial } from './define.ts';
import { guideOf } from './pdf/guide.ts';
import { oneLine, textLines } from './plain-text.ts';
import { unzip } from './unzip.ts';

type Reader = (file: Uint8Array, material: ExportMaterial, tools: ReadTools) => void | Promise<void>;

/** Readers that stand elsewhere in the project; they did not write what they read. */
export interface ReadTools {
  parseCaptions(
    format: string,
    file: Uint8Array,
  ): { segments: { start: number; end: number; text: string }[] };
}

/** For tests: reads each kind of file back without the code that wrote it, and says whether all is there. */
export const READERS: Record<string, Reader> = {
  pdf(file, material) {
    const words = lettersOf(pdfText(file));
    for (const text of textsOf(material)) {
      for (const line of textLines(text)) {
        if (isTurned(line)) continue;
        assert.ok(words.includes(lettersOf(line)), `not in the guide: ${line}`);
      }
    }
    const raw = Buffer.from(file).toString('latin1');
    for (const part of ['/StructTreeRoot', '/Lang', '/Outlines', '/MarkInfo', '/Title']) {
      assert.ok(raw.includes(part), `the PDF has no ${part}`);
    }
  },
  docx(bytes, material) {
    const files = unzip(bytes);
    for (const [path, file] of files)
      if (path.endsWith('.xml') || path.endsWith('.rels')) readXml(utf8(file), path);
    const body = files.get('word/document.xml');
    const words = lettersOf(readXml(utf8(body ?? assert.fail('there is no document')), 'document'));
    for (const text of textsOf(material)) {
      for (const line of textLines(text))
        assert.ok(words.includes(lettersOf(line)), `not in the document: ${line}`);
    }
  },
  markdown(bytes, material) {
    const file = utf8(bytes);
    const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file) ?? [];
    const documents = parseAllDocuments(front);
    assert.equal(documents.length, 1);
    const properties = documents[0]?.toJS();
    assert.equal(properties.title, oneLine(material.lectureTitle));
    assert.equal(properties.course, oneLine(material.courseName));
    assert.equal(properties.date, '2026-11-23');
    const words = unescapeMarkdown(body);
    for (const text of textsOf(material)) {
      for (const line of textLines(text)) assert.ok(words.includes(line), `not in the notes: ${line}`);
    }
  },
  json(bytes, material, { parseCaptions }) {
    const document = JSON.parse(utf8(bytes));
    assert.equal(document.format, 'pegasus-lecture');
    assert.equal(document.version, 1);
    assert.equal(document.preset.id, material.preset.id);
    assert.equal(document.lecture.title, material.lectureTitle);
    assert.deepEqual(Transcript.parse(document.transcript), material.transcript);
    assert.deepEqual(
      document.artifacts.map((artifact: unknown) => Artifact.parse(artifact)),
      JSON.parse(JSON.stringify(material.artifacts.map(({ artifact }) => artifact))),
    );
    assert.ok(parseCaptions('json', bytes).segments.length > 0);
  },
  async anki(bytes, material) {
    const { collection } = await readAnkiPackage(new Blob([Buffer.from(bytes)]));
    const cards = Object.values(collection.getDecks()).flatMap((deck) => Object.values(deck.getCards()));
    const shown = cards.map((card) => lettersOf(card.getOrderedFields().map(ankiWords).join(' ')));
    const notes = material.artifacts.flatMap(({ blocks }) => blocks.filter(isNote));
    assert.equal(cards.length, new Set(notes.map(guidOf)).size);
    for (const block of notes) {
      const wanted = noteTexts(block).map(lettersOf);
      assert.ok(
        shown.some((words) => wanted.every((text) => words.includes(text))),
        `not on a card: ${noteTexts(block)}`,
      );
    }
  },
  tsv(bytes, material) {
    const lines = utf8(bytes).split('\r\n');
    assert.equal(lines.pop(), '');
    const notes = material.artifacts.flatMap(({ blocks }) => blocks.filter(isNote));
    assert.equal(lines.length, notes.length);
    for (const [index, line] of lines.entries()) {
      const cells = line.split('\t');
      assert.equal(cells.length, 3);
      for (const cell of cells) assert.doesNotMatch(cell, /^[=+\-@"]|[\n\r]/);
      const words = lettersOf(line);
      const block = notes[index] ?? assert.fail();
      const texts = block.kind === 'card' ? [block.front, block.back] : noteTexts(block);
      for (const text of texts) assert.ok(words.includes(lettersOf(text)), `not on the card: ${text}`);
    }
  },
  csv(bytes, material) {
    const file = utf8(bytes);
    const headers = file.split('\r\n').filter((line) => line.startsWith('#'));
    const column = (name: string) =>
      Number(headers.find((line) => line.startsWith(`#${name} column:`))?.split(':')[1]) - 1;
    const rows = readCsv(file.slice(headers.join('\r\n').length + 2));
    const blocks = material.artifacts.flatMap(({ blocks }) => blocks);
    const notes = blocks.filter(isNote);
    assert.equal(rows.length, notes.length);
    assert.equal(new Set(rows.map((row) => row[column('guid')])).size, rows.length);
    for (const [index, block] of notes.entries()) {
      const row = rows[index] ?? assert.fail();
      assert.equal(row.length, 6);
      assert.match(row[column('deck')] ?? '', /^Pegasus::[^:]+(?::[^:]+)*::[^:]+(?::[^:]+)*$/);
      const cloze = /\{\{c1::([^{}]+)\}\}/;
      assert.equal(row[column('notetype')], cloze.test(row[4] ?? '') ? 'Cloze' : 'Basic');
      // The word joiner that keeps MathJax away is seen by nobody.
      const words = row
        .slice(4)
        .map((field) => field.replace(cloze, '$1').replaceAll('\u2060', ''))
        .map((field) => oneLine(unescapeHtml(field).replace(/\n/g, ' ')));
      for (const text of noteTexts(block)) {
        assert.ok(
          words.some((field) => field.includes(oneLine(text))),
          `not on the card: ${text}`,
        );
      }
    }
  },
  srt: (file, material, tools) => readSubtitles('srt', file, material, tools),
  vtt(file, material, tools) {
    const { cues, errors } = new webvtt.WebVTTParser().parse(utf8(file), 'metadata');
    assert.deepEqual(errors, []);
    assert.ok(cues.length > 0);
    readSubtitles('vtt', file, material, tools);
  },
};

/** The text of an XML file, which is refused unless every element that begins also ends, and nothing acts outside. */
function readXml(xml: string, path: string): string {
  const open: string[] = [];
  let text = '';
  const rest = xml
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(
      /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/g,
      (_, end, name, _attributes, alone, words) => {
        if (words !== undefined) text += words;
        else if (end) assert.equal(open.pop(), name, `${path} closes what is not open`);
        else if (!alone) open.push(name);
        return '';
      },
    );
  assert.equal(rest, '', `${path} is no XML`);
  assert.deepEqual(open, [], `${path} leaves elements open`);
  return unescapeXml(text);
}

function unescapeXml(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code ? String.fromCodePoint(Number(code)) : (names[name] ?? ''),
  );
}

/** What a card shows: HTML read, the mark of a gap gone. */
function ankiWords(field: string): string {
  return unescapeHtml(field.replace(/\{\{c1::([^{}]+)\}\}/g, '$1').replace(/<(?!br>)[^>]*>/g, ' '));
}

function isNote(block: Block): block is Card | Question {
  return block.kind === 'card' || block.kind === 'question';
}

/** The words of a file in which nothing may act. Of a binary file it is what goes in. */
export function lookedAt(exporter: string, file: Uint8Array, material: ExportMaterial): string {
  // Verbatim by promise, and escaped by its own rules.
  if (exporter === 'json') return '';
  if (exporter === 'pdf') return JSON.stringify(guideOf(material, defaultExportOptions(material.preset)));
  if (exporter === 'anki') return JSON.stringify(notesOf(material));
  if (exporter === 'docx') return utf8(unzip(file).get('word/document.xml') ?? assert.fail());
  return utf8(file);
}

/** The text of a PDF as `pdftotext` reads it, an independent reader from poppler. */
export function pdfText(file: Uint8Array): string {
  try {
    return execFileSync('pdftotext', ['-q', '-', '-'], { input: file, encoding: 'utf8', maxBuffer: 1 << 28 });
  } catch (error) {
    throw new Error('pdftotext could not read it; it comes with the package poppler-utils.', {
      cause: error,
    });
  }
}

/**
 * Letters and digits alone: lines end elsewhere on a page, and a reader of pages may turn a ligature, a wide sign or a
 * mark above a letter into another of the same meaning.
 */
function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}

/** Words of both directions on one line: readers of pages differ in which they take first. */
function isTurned(line: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(line);
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function readSubtitles(
  format: 'srt' | 'vtt',
  file: Uint8Array,
  material: ExportMaterial,
  { parseCaptions }: ReadTools,
): void {
  const { segments } = parseCaptions(format, file);
  const words = (texts: readonly { text: string }[]) => texts.map(({ text }) => oneLine(text)).join(' ');
  assert.equal(words(segments), words(material.transcript.segments));
  let free = 0;
  for (const { start, end } of segments) {
    assert.ok(start >= free && end > start);
    free = end;
  }
}

/** All words that a student must find: every text of every block. */
export function textsOf({ artifacts }: ExportMaterial): string[] {
  // A cloze shows its sentence with a gap, and the words of the gap: together they are the sentence.
  const skipped = new Set(['kind', 'form', 'id', 'itemId', 'from', 'to', 'cloze', 'tags']);
  const collect = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => (skipped.has(key) ? [] : collect(child)));
  };
  return artifacts.flatMap(({ title, blocks }) => [title, ...collect(blocks)]);
}

export function noteTexts(block: Card | Question): string[] {
  if (block.kind === 'card') return block.cloze ? [block.cloze.text] : [block.front, block.back];
  const { prompt, options = [], answer, explanation, markScheme = [] } = block;
  return [prompt, ...options, answer, explanation, ...markScheme.map(({ point }) => point)];
}

function unescapeMarkdown(text: string): string {
  return unescapeHtml(text.replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => `&#${mark.codePointAt(0)};`));
}

export function unescapeHtml(html: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', amp: '&' };
  return html
    .replaceAll('<br>', '\n')
    .replace(/<\/?small>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
      code ? String.fromCodePoint(Number(code)) : (names[name] ?? ''),
    );
}

/** RFC 4180, every field quoted and every line ended by CR LF, and nothing else. */
function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < file.length) {
    const field = /"((?:[^"]|"")*)"(,|\r\n)/y;
    field.lastIndex = at;
    const match = field.exec(file) ?? assert.fail(`not a field at ${at}: ${file.slice(at, at + 80)}`);
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === '\r\n') {
      rows.push(row);
      row = [];
    }
    at = field.lastIndex;
  }
  assert.deepEqual(row, []);
  return rows;
}
