import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playerTime, shortTime } from '@pegasus/core/clock.ts';
import type { Segment } from '@pegasus/core/transcript.ts';
import { hostileMaterial } from './hostile-material.ts';
import { srt } from './srt.ts';
import { subtitleCues } from './subtitle-cues.ts';
import { vtt } from './vtt.ts';

const cuesOf = (...segments: [start: number, end: number, text: string][]) => [
  ...subtitleCues(
    segments.map(([start, end, text], index): Segment => ({ id: `s${index}`, start, end, text })),
  ),
];
const written = (exporter: typeof srt, text: string) => {
  const material = hostileMaterial();
  const transcript = { ...material.transcript, segments: [{ id: 's0', start: 1, end: 2.5, text }] };
  return Buffer.concat([
    ...(exporter.write({ ...material, transcript }).content as Iterable<Uint8Array>),
  ]).toString();
};

test('times read as players and people write them', () => {
  assert.equal(playerTime(3_723_045, ','), '01:02:03,045');
  assert.equal(playerTime(360_000_000, '.'), '100:00:00.000');
  assert.deepEqual([0, 59.99, 754, 3600, 36_125].map(shortTime), [
    '0:00',
    '0:59',
    '12:34',
    '1:00:00',
    '10:02:05',
  ]);
});

test('a long segment is shown in even parts of two lines, each as long as its words', () => {
  const text =
    'Working memory is a limited system that holds information for a few seconds while we use it, and it can hold about four items at once, which is less than people think.';
  const cues = cuesOf([10, 20, text]);
  assert.deepEqual(
    cues.map(({ lines }) => lines.length),
    [2, 2, 1],
  );
  for (const line of cues.flatMap(({ lines }) => lines)) assert.ok(line.length <= 42, line);
  assert.equal(cues.flatMap(({ lines }) => lines).join(' '), text);
  assert.equal(cues[0]?.start, 10_000);
  assert.equal(cues.at(-1)?.end, 20_000);
  for (const { start, end, lines } of cues) {
    const share = lines.join(' ').length / text.length;
    assert.ok(Math.abs((end - start) / 10_000 - share) < 0.01);
  }
});

test('a word that is longer than a line is not broken', () => {
  const word = 'w'.repeat(90);
  assert.deepEqual(
    cuesOf([0, 2, `a ${word} b`]).flatMap(({ lines }) => lines),
    ['a', word, 'b'],
  );
});

test('an emoji of several code points counts as one character', () => {
  const family = '👩‍👩‍👧‍👦 '.repeat(21).trim();
  assert.deepEqual(cuesOf([0, 2, family])[0]?.lines, [family]);
});

test('times only go forward, and every cue lasts, whatever the segments', () => {
  const words =
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen';
  const cues = cuesOf(
    [5, 6, words],
    [5, 5, words],
    [4, 9, words],
    [5.5, 5.5, 'x'],
    [5.5, 30, 'y'],
    [40, 39, 'z'],
    [41, 42, ''],
  );
  let free = 0;
  for (const { start, end } of cues) {
    assert.ok(Number.isInteger(start) && Number.isInteger(end));
    assert.ok(start >= free && end > start, `${start} to ${end} after ${free}`);
    free = end;
  }
  assert.equal(
    cues
      .flatMap(({ lines }) => lines)
      .join(' ')
      .split(' ').length,
    3 * 17 + 3,
  );
});

test('an overlap ends where the next segment begins', () => {
  assert.deepEqual(
    cuesOf([0, 5, 'a'], [3, 6, 'b']).map(({ start, end }) => [start, end]),
    [
      [0, 3000],
      [3000, 6000],
    ],
  );
});

test('WebVTT escapes by its standard', () => {
  assert.equal(
    written(vtt, 'a --> b & <i>c</i>'),
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\na --&gt; b &amp; &lt;i&gt;c&lt;/i&gt;\n',
  );
});

test('SubRip takes apart only what a player would act on', () => {
  assert.equal(written(srt, 'AT&T: x < 5'), '1\n00:00:01,000 --> 00:00:02,500\nAT&T: x < 5\n\n');
  assert.equal(
    written(srt, 'a --> b &amp; <i>c {\\an8}'),
    '1\n00:00:01,000 --> 00:00:02,500\na --\u2060> b &\u2060amp; <\u2060i>c {\u2060\\an8}\n\n',
  );
});
