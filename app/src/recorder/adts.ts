const HEADER_BYTES = 7;
const SAMPLES_A_FRAME = 1024;
const SAMPLE_RATES = [96, 88.2, 64, 48, 44.1, 32, 24, 22.05, 16, 12, 11.025, 8, 7.35].map(
  (each) => each * 1000,
);

/**
 * Seconds of sound in the whole frames of a stretch of ADTS, and the bytes that these take: what follows them
 * is a frame that is not all there yet. Each frame can be decoded alone (ISO/IEC 13818-7, 6.2).
 */
export function measureAdts(bytes: Uint8Array): { seconds: number; bytes: number } {
  let seconds = 0;
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const [sync = 0, flags = 0, form = 0, third = 0, fourth = 0, fifth = 0] = bytes.subarray(
      at,
      at + HEADER_BYTES,
    );
    const length = ((third & 0x03) << 11) | (fourth << 3) | (fifth >> 5);
    const rate = SAMPLE_RATES[(form >> 2) & 0x0f];
    if (sync !== 0xff || (flags & 0xf6) !== 0xf0 || length < HEADER_BYTES || rate === undefined) {
      // Not the beginning of a frame, as where a file was cut off: look on at the next byte.
      at += 1;
      continue;
    }
    if (at + length > bytes.length) break;
    seconds += SAMPLES_A_FRAME / rate;
    at += length;
  }
  return { seconds, bytes: at };
}
