import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soundFrames } from './sound-frames.ts';
import { bytesOf, chunked, noise } from './synthetic-sound.ts';

test('the frames are the same however the bytes arrive, even in odd pieces', async () => {
  const bytes = bytesOf(noise(0.1));
  const whole = await Array.fromAsync(soundFrames(chunked(bytes, bytes.length), 512));
  assert.deepEqual(
    whole.map((frame) => frame.length),
    [512, 512, 512, 64],
  );
  for (const size of [1, 3, 1_000, 1_024]) {
    assert.deepEqual(
      await Array.fromAsync(soundFrames(chunked(bytes, size), 512)),
      whole,
      `pieces of ${size}`,
    );
  }
});

test('samples lie between -1 and 1, and half a sample at the end is left out', async () => {
  const bytes = Uint8Array.of(0x00, 0x80, 0xff, 0x7f, 0x00, 0x00, 0x12);
  const [frame] = await Array.fromAsync(soundFrames(chunked(bytes, 7), 512));
  assert.deepEqual([...(frame ?? [])], [-1, 32_767 / 32_768, 0]);
});

test('no sound gives no frames', async () => {
  assert.deepEqual(await Array.fromAsync(soundFrames(chunked(new Uint8Array(), 1), 512)), []);
});
