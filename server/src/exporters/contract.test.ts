import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Artifact } from '@pegasus/core/artifacts/define.ts';
import type { Block } from '@pegasus/core/block.ts';
import { Transcript } from '@pegasus/core/transcript.ts';
import { parseAllDocuments } from 'yaml';
import { parseCaptions } from '../captions/registry.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';
import { emptyMaterial, hostileMaterial } from './hostile-material.ts';
import { oneLine, textLines } from './plain-text.ts';
import { exporters } from './registry.ts';

/** Reads a file back without the code that wrote it, and says whether all is there. */
const READERS: Record<string, (file: string, material: ExportMaterial) => void> = {
  markdown(file, material) {
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
  json(file, material) {
    const document = JSON.parse(file);
    assert.equal(document.format, 'pegasus-lecture');
    assert.equal(document.version, 1);
    assert.equal(document.preset.id, material.preset.id);
    assert.equal(document.lecture.title, material.lectureTitle);
    assert.deepEqual(Transcript.parse(document.transcript), material.transcript);
    assert.deepEqual(
      document.artifacts.map((artifact: unknown) => Artifact.parse(artifact)),
      JSON.parse(JSON.stringify(material.artifacts.map(({ artifact }) => artifact))),
    );
    assert.ok(parseCaptions('json', new TextEncoder().encode(file)).segments.length > 0);
  },
  anki(file, material) {
    const headers = file.split('\r\n').filter((line) => line.startsWith('#'));
    const column = (name: string) =>
      Number(headers.find((line) => line.startsWith(`#${name} column:`))?.split(':')[1]) - 1;
    const rows = readCsv(file.slice(headers.join('\r\n').length + 2));
    const blocks = material.artifacts.flatMap(({ blocks }) => blocks);
    const notes = blocks.filter(({ kind }) => kind === 'card' || kind === 'question');
    assert.equal(rows.length, notes.length);
    assert.equal(new Set(rows.map((row) => row[column('guid')])).size, rows.length);
    for (const [index, block] of notes.entries()) {
      const row = rows[index] ?? assert.fail();
      assert.equal(row.length, 6);
      assert.match(row[column('deck')] ?? '', /^Pegasus::[^:]+(?::[^:]+)*::[^:]+(?::[^:]+)*$/);
      const cloze = /\{\{c1::([^{}]+)\}\}/;
      assert.equal(row[column('notetype')], cloze.test(row[4] ?? '') ? 'Cloze' : 'Basic');
      const words = row
        .slice(4)
        .map((field) => oneLine(unescapeHtml(field.replace(cloze, '$1')).replace(/\n/g, ' ')));
      for (const text of noteTexts(block)) {
        assert.ok(
          words.some((field) => field.includes(oneLine(text))),
          `not on the card: ${text}`,
        );
      }
    }
  },
  srt: (file, material) => readSubtitles('srt', file, material),
  vtt: (file, material) => readSubtitles('vtt', file, material),
};

for (const exporter of exporters) {
  test(`${exporter.name}: what is read back is what was written`, () => {
    const material = hostileMaterial();
    const reader = READERS[exporter.name] ?? assert.fail(`no independent reader of ${exporter.name}`);
    reader(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(exporter, material)), material);
  });

  test(`${exporter.name}: the same material gives the same bytes, and is left as it was`, () => {
    const material = deepFreeze(hostileMaterial());
    assert.deepEqual(bytesOf(exporter, material), bytesOf(exporter, material));
    assert.deepEqual(material, hostileMaterial());
  });

  test(`${exporter.name}: the file is called after the lecture and says what it is`, () => {
    const material = hostileMaterial();
    const { fileName, mediaType } = exporter.write(material);
    assert.equal(fileName, exportFileName(material.lectureTitle, exporter.extension));
    assert.equal(mediaType, exporter.mediaType);
    assert.match(mediaType, /^[a-z]+\/[a-z0-9.+-]+$/);
  });

  test(`${exporter.name}: applies where there is something to write`, () => {
    assert.equal(exporter.applies(hostileMaterial()), true);
    assert.equal(exporter.applies(emptyMaterial()), exporter.name === 'json');
  });

  test(`${exporter.name}: no mark that turns text around and no control character comes through`, () => {
    const file = new TextDecoder().decode(bytesOf(exporter, hostileMaterial()));
    const words = exporter.name === 'json' ? '' : file;
    assert.doesNotMatch(words, /[\u202a-\u202e\u2066-\u2069]|(?![\r\n\t])\p{Cc}|\ufffd\ufffd/u);
  });

  test(`${exporter.name}: a day of lecture comes in pieces and not as one`, () => {
    const material = hostileMaterial();
    const segments = Array.from({ length: 20_000 }, (_, index) => ({
      id: `s${index}`,
      start: index * 4,
      end: index * 4 + 4,
      text: `These are the words of sentence number ${index}.`,
    }));
    const sizes: number[] = [];
    const file = exporter.write({ ...material, transcript: { ...material.transcript, segments } });
    for (const piece of file.content as Iterable<Uint8Array>) sizes.push(piece.length);
    assert.ok(Math.max(...sizes) < 512 * 1024, `largest piece ${Math.max(...sizes)}`);
  });
}

test('names of exporters are unique and stand in addresses', () => {
  const names = exporters.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z][a-z0-9-]*$/);
});

function bytesOf(exporter: Exporter, material: ExportMaterial): Uint8Array {
  return Buffer.concat([...(exporter.write(material).content as Iterable<Uint8Array>)]);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}

function readSubtitles(format: 'srt' | 'vtt', file: string, material: ExportMaterial): void {
  const { segments } = parseCaptions(format, new TextEncoder().encode(file));
  const words = (texts: readonly { text: string }[]) => texts.map(({ text }) => oneLine(text)).join(' ');
  assert.equal(words(segments), words(material.transcript.segments));
  let free = 0;
  for (const { start, end } of segments) {
    assert.ok(start >= free && end > start);
    free = end;
  }
}

/** All words that a student must find: every text of every block. */
function textsOf({ artifacts }: ExportMaterial): string[] {
  // A cloze shows its sentence with a gap, and the words of the gap: together they are the sentence.
  const skipped = new Set(['kind', 'form', 'id', 'itemId', 'from', 'to', 'cloze', 'tags']);
  const collect = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => (skipped.has(key) ? [] : collect(child)));
  };
  return artifacts.flatMap(({ title, blocks }) => [title, ...collect(blocks)]);
}

function noteTexts(block: Block): string[] {
  if (block.kind === 'card') return block.cloze ? [block.cloze.text] : [block.front, block.back];
  if (block.kind !== 'question') return [];
  const { prompt, options = [], answer, explanation, markScheme = [] } = block;
  return [prompt, ...options, answer, explanation, ...markScheme.map(({ point }) => point)];
}

function unescapeMarkdown(text: string): string {
  return unescapeHtml(text.replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => `&#${mark.codePointAt(0)};`));
}

function unescapeHtml(html: string): string {
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
