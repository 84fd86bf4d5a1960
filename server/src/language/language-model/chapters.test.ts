import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { segmentId } from '@pegasus/core/transcript.ts';
import { type Chapter, cutChapters, lineOf } from './chapters.ts';
import { lecture } from './test-run.ts';
import { estimateTokens } from './tokens.ts';

const sizeOf = ({ segments }: Chapter) => estimateTokens(segments.map((one) => `${lineOf(one)}\n`).join(''));
const idsOf = (chapters: readonly Chapter[]) =>
  chapters.flatMap(({ segments }) => segments.map(({ id }) => id));

describe('chapters', () => {
  test('hold every segment with words once and in order, and fit', () => {
    const long = lecture(
      ...Array.from(
        { length: 300 },
        (_, at) => `This is sentence ${at} about matter ${Math.floor(at / 60)}.`,
      ),
    );
    const chapters = cutChapters(long, 600);
    assert.deepEqual(
      idsOf(chapters),
      long.segments.map(({ id }) => id),
    );
    assert.ok(chapters.length > 5);
    assert.ok(chapters.every((chapter) => sizeOf(chapter) <= 600));
  });

  test('end where the lecture turns to something else, in any language', () => {
    const words = (...of: string[]) =>
      Array.from({ length: 60 }, (_, at) => `${of[at % of.length]} ${of[(at + 1) % of.length]}`);
    const two = lecture(
      ...words('Zelle', 'Membran', 'Wasser', 'Osmose'),
      ...words('Angebot', 'Nachfrage', 'Preis', 'Markt'),
    );
    const begins = cutChapters(two, 100_000).map(({ segments }) => segments[0]?.id);
    assert.ok(begins.includes('s60'));
  });

  test('cut a segment that is too long for a call into pieces that keep its id', () => {
    const endless = lecture('word '.repeat(5000).trim(), 'x'.repeat(5000));
    const chapters = cutChapters(endless, 500);
    assert.ok(chapters.every((chapter) => sizeOf(chapter) <= 500));
    assert.deepEqual([...new Set(idsOf(chapters))], ['s0', 's1']);
    const words = chapters.flatMap(({ segments }) => segments).filter(({ id }) => id === 's0');
    assert.equal(words.map(({ text }) => text).join(' '), 'word '.repeat(5000).trim());
  });

  test('are cut by size where the times say nothing', () => {
    const segments = Array.from({ length: 200 }, (_, at) => ({
      id: segmentId(at),
      start: 0,
      end: 0,
      text: `Sentence ${at} of the lecture.`,
    }));
    const chapters = cutChapters({ segments }, 300);
    assert.equal(idsOf(chapters).length, 200);
    assert.ok(chapters.every((chapter) => sizeOf(chapter) <= 300));
  });

  test('are none where nothing was said', () => {
    assert.deepEqual(cutChapters(lecture('', '…', '  '), 500), []);
  });
});
