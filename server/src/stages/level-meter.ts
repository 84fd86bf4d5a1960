/** Watches the loudness of 16-bit little endian sound while it streams through, whatever its pieces. */
export interface LevelMeter {
  through(sound: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void): AsyncIterable<Uint8Array>;
  /** Loudest sample so far as a share of full scale. */
  peak(): number;
}

export function createLevelMeter(): LevelMeter {
  let loudest = 0;
  let bytes = 0;
  let oddByte: number | undefined;

  function measure(piece: Uint8Array): void {
    let at = 0;
    if (oddByte !== undefined && piece.length > 0) {
      loudest = Math.max(loudest, Math.abs(sample(oddByte, piece[0] ?? 0)));
      at = 1;
      oddByte = undefined;
    }
    for (; at + 1 < piece.length; at += 2) {
      const level = Math.abs(sample(piece[at] ?? 0, piece[at + 1] ?? 0));
      if (level > loudest) loudest = level;
    }
    if (at < piece.length) oddByte = piece[at];
  }

  return {
    async *through(sound, onBytes) {
      for await (const piece of sound) {
        measure(piece);
        bytes += piece.byteLength;
        onBytes(bytes);
        yield piece;
      }
    },
    peak: () => loudest / 32_768,
  };
}

function sample(low: number, high: number): number {
  return ((low | (high << 8)) << 16) >> 16;
}
