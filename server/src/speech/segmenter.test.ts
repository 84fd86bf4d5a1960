import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietestPoint, Segmenter, type SegmenterSettings, type Span, type Stretch } from './segmenter.ts';

// A thousand samples a second keeps the numbers readable: positions are milliseconds.
const settings: SegmenterSettings = {
  sampleRate: 1_000,
  maxSeconds: 15,
  joinSeconds: 0.8,
  minCutSeconds: 5,
  marginSeconds: 0.25,
  lookbackSeconds: 0.35,
};
const FRAME = 50;

/** Plays `seconds` of sound in which `speech` is spoken, told by a detector that needs 250 ms to be sure. */
function pack(seconds: number, speech: readonly Span[], level: (at: number) => number = () => 1) {
  const segmenter = new Segmenter(settings);
  const stretches: Stretch[] = [];
  let held = 0;
  const told = new Set<Span>();
  for (let at = 0; at < seconds * 1_000; at += FRAME) {
    const now = at + FRAME;
    const spoken = speech.filter((span) => span.end + 250 <= now && !told.has(span));
    for (const span of spoken) told.add(span);
    const speaking = speech.some((span) => span.start + 250 <= now && span.end + 250 > now);
    const frame = Float32Array.from({ length: FRAME }, (_, index) => level(at + index));
    const settled = segmenter.settled;
    for (const stretch of segmenter.add(frame, spoken, speaking)) {
      assert.ok(stretch.start >= settled, 'nothing comes out that was called done with');
      stretches.push(stretch);
    }
    held = Math.max(held, segmenter.held);
  }
  stretches.push(...segmenter.finish(speech.filter((span) => !told.has(span))));
  return { stretches, held, bounds: stretches.map(({ start, end }) => [start, end]) };
}

function spans(...bounds: [number, number][]): Span[] {
  return bounds.map(([start, end]) => ({ start, end }));
}

test('speech on both sides of a short pause is one stretch, of a long pause two', () => {
  assert.deepEqual(pack(10, spans([1_000, 2_000], [2_500, 4_000])).bounds, [[1_000, 4_000]]);
  assert.deepEqual(pack(10, spans([1_000, 2_000], [3_000, 4_000])).bounds, [
    [1_000, 2_000],
    [3_000, 4_000],
  ]);
});

test('speech that grows too long is cut in its widest pause', () => {
  const { bounds } = pack(30, spans([0, 6_000], [6_300, 9_000], [9_700, 13_000], [13_400, 17_000]));
  assert.deepEqual(bounds, [
    [0, 9_000],
    [9_700, 17_000],
  ]);
});

test('a pause near the beginning is not chosen, however wide', () => {
  const { bounds } = pack(30, spans([0, 1_000], [1_700, 8_000], [8_300, 16_000]));
  assert.deepEqual(bounds, [
    [0, 8_000],
    [8_300, 16_000],
  ]);
});

test('speech without a pause is cut at its quietest moment', () => {
  const dip = (at: number) => (at >= 9_000 && at < 9_200 ? 0.1 : 1);
  const { stretches, bounds } = pack(30, spans([1_000, 20_000]), dip);
  assert.equal(bounds.length, 2);
  const cut = bounds[0]?.[1] ?? 0;
  assert.ok(cut >= 9_050 && cut <= 9_150, String(cut));
  assert.deepEqual(bounds, [
    [1_000, cut],
    [cut, 20_000],
  ]);
  for (const { samples } of stretches) assert.ok(samples.length <= 15_000);
});

test('hours of speech without a pause come out whole, in pieces of bounded length, from bounded memory', () => {
  const taken: Span[] = [];
  for (let start = 0; start < 1_800_000; start += 20_000) taken.push({ start, end: start + 20_000 });
  const { stretches, held } = pack(1_800, taken);
  let end = 0;
  for (const stretch of stretches) {
    assert.equal(stretch.start, end);
    assert.ok(stretch.samples.length <= 15_000);
    end = stretch.end;
  }
  assert.equal(end, 1_800_000);
  assert.ok(held < 45_000, `held ${held}`);
});

test('hours of silence hold no more than what a late beginning may need', () => {
  assert.ok(pack(1_800, []).held < 2_000);
});

test('margins hold the sound around the speech and never that of a neighbour', () => {
  const marked = (at: number) => at + 1;
  const { stretches } = pack(40, spans([1_000, 9_000], [9_100, 18_000]), marked);
  const [first, second] = stretches;
  assert.equal(first?.from, 750);
  assert.equal(first?.samples[0], 751);
  assert.equal(first?.samples[8_250 + 49], 9_050);
  assert.equal(first?.samples[8_250 + 50], 0);
  assert.equal(second?.samples[199], 0);
  assert.equal(second?.samples[200], 9_051);
});

test('speech at the very beginning and the very end has silent margins', () => {
  const { stretches } = pack(2, spans([0, 2_000]));
  assert.equal(stretches[0]?.samples.length, 2_500);
  assert.equal(stretches[0]?.samples[249], 0);
  assert.equal(stretches[0]?.samples[250], 1);
  assert.equal(stretches[0]?.samples[2_250], 0);
});

test('a stretch is final as soon as the pause is long enough', () => {
  const segmenter = new Segmenter(settings);
  const frame = new Float32Array(FRAME);
  for (let at = 0; at < 2_250; at += FRAME) segmenter.add(frame, [], at < 2_000);
  let stretches = segmenter.add(frame, spans([500, 2_000]), false);
  while (stretches.length === 0 && segmenter.heard < 10_000) stretches = segmenter.add(frame, [], false);
  assert.equal(stretches[0]?.end, 2_000);
  assert.ok(segmenter.heard <= 3_250, `decided at ${segmenter.heard}`);
});

test('the quietest point lies between two words', () => {
  const samples = Float32Array.from({ length: 16_000 }, (_, index) =>
    index > 6_000 && index < 8_400 ? 0.01 : 0.5,
  );
  const point = quietestPoint(samples, 16_000);
  assert.ok(point > 6_000 && point < 8_400, String(point));
});
