/** Limits under which a hostile file is decoded. */
export interface DecodeLimits {
  /** Longest sound that is accepted, in seconds; more is Problem `recording-too-long`. */
  maxSeconds: number;
  /** Wall time, in seconds, after which the decoder is killed. */
  maxWallSeconds: number;
  /** Memory of the decoding process, in MiB. */
  maxMemoryMegabytes: number;
}

export interface DecodeContext {
  signal: AbortSignal;
  limits: DecodeLimits;
}

/**
 * Turns a media file into 16 kHz mono signed 16-bit little endian PCM, as a stream, in a process of its
 * own. Throws Problem `recording-unreadable`, `recording-without-audio`, `recording-encrypted`,
 * `recording-too-long`, `decoder-failed`.
 */
export interface Decoder {
  readonly name: string;
  /** Whether it can be used on this machine, and if not, how to get it. */
  available(): Promise<{ ok: true; version: string } | { ok: false; remedy: string }>;
  decode(file: string, context: DecodeContext): AsyncIterable<Uint8Array>;
  /**
   * As `decode`, of bytes that may still be arriving; `maxWallSeconds` has to leave room for that. Gives the
   * same samples as the file would give that they become.
   */
  decodeStream(
    format: string,
    bytes: AsyncIterable<Uint8Array>,
    context: DecodeContext,
  ): AsyncIterable<Uint8Array>;
}
