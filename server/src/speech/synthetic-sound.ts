/** Sound made by rule, for tests: nobody speaks in it. Samples in -1 to 1 at 16 kHz. */
import { SAMPLE_RATE } from './define.ts';

export function silence(seconds: number): number[] {
  return make(seconds, () => 0);
}

/** White noise at a level that a bad microphone gives; the same at every call. */
export function noise(seconds: number): number[] {
  let state = 1;
  return make(seconds, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state / 1_073_741_824 - 1) * 0.2;
  });
}

/** A tune of plucked tones with two overtones, four tones a second, over a slow chord. */
export function melody(seconds: number): number[] {
  const steps = [0, 7, 4, 9, 5, 12, 2, 11];
  return make(seconds, (time) => {
    const tone = 220 * 2 ** ((steps[Math.floor(time * 4) % steps.length] ?? 0) / 12);
    const plucked = Math.exp(-4 * ((time * 4) % 1));
    const chord = sine(110, time) + sine(165, time) + sine(220, time);
    return (
      0.3 * plucked * (sine(tone, time) + 0.5 * sine(2 * tone, time) + 0.3 * sine(3 * tone, time)) +
      0.08 * chord
    );
  });
}

/** A rasping buzz in syllables: the detector takes it for a voice. */
export function buzz(seconds: number): number[] {
  return make(seconds, (time) => ((time * 120) % 1 < 0.1 ? 0.4 : -0.04) * (0.5 + 0.5 * sine(3, time)));
}

/** As signed 16-bit little endian. */
export function bytesOf(samples: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(samples.length * 2));
  for (const [index, sample] of samples.entries())
    bytes.setInt16(index * 2, Math.round(sample * 32_767), true);
  return new Uint8Array(bytes.buffer);
}

export async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

function make(seconds: number, sample: (time: number) => number): number[] {
  return Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, index) => sample(index / SAMPLE_RATE));
}

function sine(hertz: number, time: number): number {
  return Math.sin(2 * Math.PI * hertz * time);
}
