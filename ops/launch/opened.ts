import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readAnkiPackage } from 'anki-reader';
import { blockTexts, exportChecks, type Material } from './exported.ts';
import { missingPhrases } from './words.ts';

/** Opens a file with a program that did not write it; throws what is missing and returns what was found. */
type Opener = (file: Uint8Array, material: Material) => string | Promise<string>;

/** Every kind of file that a lecture gives: text is read by `exportChecks`, the rest by a reader of its own. */
export const openers: Readonly<Record<string, Opener>> = {
  ...Object.fromEntries(
    Object.entries(exportChecks).map(([name, check]): [string, Opener] => [
      name,
      (file, material) => check(new TextDecoder('utf-8', { fatal: true }).decode(file), material),
    ]),
  ),
  pdf: openPdf,
  anki: openAnki,
  docx: openDocx,
};

/** The words of an A4 page without what is repeated above and below them, which would part a sentence in two. */
const PAGE_TEXT = ['-q', '-x', '0', '-y', '64', '-W', '596', '-H', '718', '-', '-'];

/** Size in points, number of pages, and whether it is tagged. */
export function pagesOf(file: Uint8Array): { width: number; height: number; pages: number; tagged: boolean } {
  const facts = poppler('pdfinfo', file);
  const [, width = 0, height = 0] = /^Page size:\s+([\d.]+) x ([\d.]+)/m.exec(facts) ?? [];
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(facts)?.[1]);
  return { width: Number(width), height: Number(height), pages, tagged: /^Tagged:\s+yes$/m.test(facts) };
}

function openPdf(file: Uint8Array, { artifacts }: Material): string {
  const text = poppler('pdftotext', file);
  // Sentence by sentence: the marks of a point may stand between two.
  const phrases = artifacts
    .flatMap(({ title, blocks }) => [title, ...blocks.flatMap(blockTexts)])
    .flatMap((phrase) => phrase.split(/(?<=[.!?])\s+/));
  const missing = missingPhrases(phrases, text);
  assert.equal(missing.length, 0, `${missing.length} texts are not in the PDF, first «${missing[0]}»`);
  const facts = poppler('pdfinfo', file);
  assert.match(facts, /^Tagged:\s+yes$/m, 'The PDF is not tagged.');
  assert.match(facts, /^Title:\s+\S/m, 'The PDF has no title.');
  const raw = Buffer.from(file).toString('latin1');
  for (const part of ['/StructTreeRoot', '/Lang', '/Outlines', 'pdfuaid']) {
    assert.ok(raw.includes(part), `The PDF has no ${part}.`);
  }
  const pages = /^Pages:\s+(\d+)$/m.exec(facts)?.[1];
  return `${phrases.length} texts on ${pages} pages, tagged as PDF/UA, with title, language and bookmarks; ${structureOf(file)}`;
}

/** The tree of tags as poppler reads it: what somebody hears who does not see the page. */
function structureOf(file: Uint8Array): string {
  const tree = poppler('pdfinfo', file, ['-struct', '-']);
  const tags = [...tree.matchAll(/^ *([A-Z][A-Za-z0-9]*)\b.*$/gm)].map(([, tag = '']) => tag);
  assert.equal(tags[0], 'Document', 'The tree of tags has no root.');
  const levels = tags.flatMap((tag) => /^H([1-6])$/.exec(tag)?.[1] ?? []).map(Number);
  assert.equal(levels[0], 1, 'The first heading is not of the first level.');
  for (const [at, level] of levels.entries())
    assert.ok(
      level <= (levels[at - 1] ?? 0) + 1,
      `A heading of level ${level} follows one of ${levels[at - 1]}.`,
    );
  const count = (wanted: string) => tags.filter((tag) => tag === wanted).length;
  assert.equal(count('LI'), count('LBody'), 'A list has an item without a body.');
  assert.ok(count('L') > 0 && count('TOCI') > 0, 'There is no list, or no table of contents.');
  return `${levels.length} headings without a level passed over, ${count('L')} lists, ${count('TOCI')} entries of contents`;
}

/** A document of Word, unpacked by `python3`, which knows archives and XML and did not write it. */
function openDocx(file: Uint8Array, { artifacts }: Material): string {
  const script = [
    'import io, sys, zipfile, xml.etree.ElementTree as tree',
    'archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))',
    'assert archive.testzip() is None',
    'body = tree.fromstring(archive.read("word/document.xml"))',
    'w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"',
    'out = [" ".join(t.text or "" for t in p.iter(w + "t")) for p in body.iter(w + "p")]',
    'sys.stdout.buffer.write("\\n".join(out).encode())',
  ].join('\n');
  const text = execFileSync('python3', ['-c', script], { input: file, encoding: 'utf8', maxBuffer: 1 << 28 });
  const phrases = artifacts.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(blockTexts)]);
  const sentences = phrases.flatMap((phrase) => phrase.split(/(?<=[.!?])\s+/));
  const missing = missingPhrases(sentences, text);
  assert.equal(missing.length, 0, `${missing.length} texts are not in the document, first «${missing[0]}»`);
  return `${sentences.length} texts in ${text.split('\n').length} paragraphs`;
}

/** A package as an independent reader of Anki's format sees it. */
async function openAnki(file: Uint8Array, { artifacts }: Material): Promise<string> {
  const { collection } = await readAnkiPackage(new Blob([Buffer.from(file)]));
  const cards = Object.values(collection.getDecks()).flatMap((deck) => Object.values(deck.getCards()));
  const text = cards
    .flatMap((card) => card.getOrderedFields())
    .map((field) => field.replace(/<[^>]*>/g, ' ').replace(/\{\{c1::|\}\}/g, ''))
    .map((field) => field.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))))
    .join('\n');
  const notes = artifacts.flatMap(({ blocks }) =>
    blocks.filter(({ kind }) => kind === 'card' || kind === 'question'),
  );
  const missing = missingPhrases(notes.flatMap(blockTexts), text);
  assert.equal(missing.length, 0, `${missing.length} texts are on no card, first «${missing[0]}»`);
  assert.equal(cards.length, notes.length, 'The package has another number of cards than the lecture.');
  return `${cards.length} cards with all their texts (read by anki-reader; not run in Anki)`;
}

/** A program of poppler on a file at its standard input. */
function poppler(
  program: 'pdftotext' | 'pdfinfo',
  file: Uint8Array,
  words: string[] = program === 'pdftotext' ? PAGE_TEXT : ['-'],
): string {
  try {
    return execFileSync(program, words, {
      input: file,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    });
  } catch (error) {
    throw new Error(`${program} could not read the PDF; it comes with the package poppler-utils.`, {
      cause: error,
    });
  }
}
