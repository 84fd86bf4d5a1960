import { SNIFF_BYTES, type Sniffed, sniff } from './sniff.ts';

export type { Sniffed };

/** Refuses by its first bytes what can be no recording, however it goes on. Throws what `sniff` throws. */
export function sniffBeginning(head: Uint8Array): Sniffed {
  return sniff(head, Number.MAX_SAFE_INTEGER);
}

/**
 * Decides what a stream is by its first bytes and gives it back whole. Reads no more ahead than it looks at.
 * Throws what `sniff` throws, before anything of the stream was kept.
 */
export async function sniffStream(
  stream: AsyncIterable<Uint8Array>,
): Promise<Sniffed & { content: AsyncIterable<Uint8Array> }> {
  const pieces = stream[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  while (bytes < SNIFF_BYTES && !ended) {
    const next = await pieces.next();
    if (next.done) ended = true;
    else {
      read.push(next.value);
      bytes += next.value.byteLength;
    }
  }
  try {
    // How long the rest is, nobody knows yet.
    const found = sniff(Buffer.concat(read), ended ? bytes : Number.MAX_SAFE_INTEGER);
    return { ...found, content: replay(read, pieces, ended) };
  } catch (error) {
    await pieces.return?.();
    throw error;
  }
}

async function* replay(
  read: readonly Uint8Array[],
  pieces: AsyncIterator<Uint8Array>,
  ended: boolean,
): AsyncIterable<Uint8Array> {
  try {
    yield* read;
    while (!ended) {
      const next = await pieces.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await pieces.return?.();
  }
}
