import type { Chance } from './chance.ts';

const RATE = 16_000;

/** A few seconds of noise as a WAV file; no two are the same. */
export function noise(chance: Chance, seconds: number): Buffer {
  const samples = Buffer.alloc(Math.round(RATE * seconds) * 2);
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(chance.between(-8000, 8000), at);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
