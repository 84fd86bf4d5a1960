import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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
};

/** The words of an A4 page without what is repeated above and below them, which would part a sentence in two. */
const PAGE_TEXT = ['-q', '-x', '0', '-y', '64', '-W', '596', '-H', '718', '-', '-'];

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
  return `${phrases.length} texts on ${pages} pages, tagged as PDF/UA, with title, language and bookmarks`;
}

/** A program of poppler on a file at its standard input. */
function poppler(program: 'pdftotext' | 'pdfinfo', file: Uint8Array): string {
  try {
    return execFileSync(program, program === 'pdftotext' ? PAGE_TEXT : ['-'], {
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
