import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognizeStretch } from './recognize.ts';
import type { Stretch } from './segmenter.ts';

const RATE = 1_000;
const LOOP = 'and so it goes on '.repeat(5);

function stretch(start: number, end: number): Stretch {
  const from = start - 250;
  return { start, end, from, samples: new Float32Array(end - start + 500).fill(1) };
}

async function recognize(sound: Stretch, decode: (samples: Float32Array) => string) {
  const notes: string[] = [];
  const segments = await recognizeStretch(
    sound,
    RATE,
    async (samples) => decode(samples),
    (note) => notes.push(note),
  );
  return { segments, notes };
}

test('a stretch becomes one segment with its times in seconds', async () => {
  const { segments, notes } = await recognize(stretch(1_500, 4_000), () => '  Heat   rises. ');
  assert.deepEqual(segments, [{ start: 1.5, end: 4, text: 'Heat rises.' }]);
  assert.deepEqual(notes, []);
});

test('sound without words gives no segment', async () => {
  assert.deepEqual((await recognize(stretch(0, 3_000), () => ' ')).segments, []);
});

test('letters that the vocabulary spells as bytes are put together', async () => {
  const { segments } = await recognize(stretch(0, 3_000), () => 'caf<0xC3><0xA9>');
  assert.equal(segments[0]?.text, 'café');
});

test('a loop is decoded again in two pieces, in order and without a gap', async () => {
  let calls = 0;
  const { segments, notes } = await recognize(stretch(2_000, 14_000), (samples) => {
    calls++;
    return samples.length > 12_000 ? LOOP : `Part ${calls}.`;
  });
  assert.deepEqual(
    segments.map((segment) => segment.text),
    ['Part 2.', 'Part 3.'],
  );
  assert.equal(segments[0]?.start, 2);
  assert.equal(segments[1]?.end, 14);
  assert.equal(segments[0]?.end, segments[1]?.start);
  assert.deepEqual(notes, []);
});

test('what loops even in small pieces is kept once, and noted', async () => {
  const { segments, notes } = await recognize(stretch(61_000, 64_500), () => LOOP);
  assert.equal(segments[0]?.text, 'and so it goes on');
  assert.deepEqual(notes, ['At 1:01 a phrase that the recognizer repeated was kept once.']);
});

test('what is too fast for speech even in small pieces is dropped, and noted', async () => {
  const babble = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
  const { segments, notes } = await recognize(stretch(3_661_000, 3_664_000), () => babble);
  assert.deepEqual(segments, []);
  assert.deepEqual(notes, ['At 1:01:01 words that came faster than speech were dropped.']);
});
