import { open } from 'node:fs/promises';
import { chooseDecoder } from '@pegasus/server/media/registry.ts';
import { SAMPLE_RATE } from '@pegasus/server/speech/define.ts';
import type { Clip } from './clips.ts';

const HEADER_BYTES = 44;
const BYTES_PER_SECOND = SAMPLE_RATE * 2;

/** Writes the clips with pauses between them into one 16 kHz mono WAV file, over again until it is long enough. Gives its seconds. */
export async function writeSpeech(
  path: string,
  clips: readonly Clip[],
  { pauseSeconds, leastSeconds = 0 }: { pauseSeconds: number; leastSeconds?: number },
): Promise<number> {
  const { decoder } = await chooseDecoder();
  const limits = { maxSeconds: 36_000, maxWallSeconds: 600, maxMemoryMegabytes: 1024 };
  const sounds: Buffer[] = [];
  for (const clip of clips) {
    const pieces = await Array.fromAsync(
      decoder.decode(clip.path, { signal: new AbortController().signal, limits }),
    );
    sounds.push(Buffer.concat([...pieces, Buffer.alloc(2 * Math.round(pauseSeconds * SAMPLE_RATE))]));
  }
  await using file = await open(path, 'w');
  let bytes = 0;
  await file.write(header(0));
  do {
    for (const sound of sounds) {
      await file.write(sound);
      bytes += sound.length;
    }
  } while (bytes < leastSeconds * BYTES_PER_SECOND);
  await file.write(header(bytes), 0, HEADER_BYTES, 0);
  return bytes / BYTES_PER_SECOND;
}

/** RIFF WAVE header for 16-bit mono PCM. */
function header(bytes: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write('RIFF', 0);
  head.writeUInt32LE(bytes + HEADER_BYTES - 8, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(SAMPLE_RATE, 24);
  head.writeUInt32LE(BYTES_PER_SECOND, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}
