import type { Provenance } from '@pegasus/core/transcript.ts';

/** Sound as every provider gets it: 16 kHz, one channel, signed 16-bit little endian, in chunks of any even size. */
export type PcmStream = AsyncIterable<Uint8Array>;
export const SAMPLE_RATE = 16_000;

/** One final stretch of words. Seconds from the beginning of the sound. */
export interface RecognizedSegment {
  start: number;
  end: number;
  text: string;
}

export interface SpeechContext {
  signal: AbortSignal;
  /**
   * Seconds up to which the words are known from an earlier run over the same sound. What ends by then is not
   * recognised again and does not come out; what follows comes out as if nothing had been interrupted.
   */
  resumeFrom?: number;
  /** Nobody waits for it just now: sound that is heard while it is made goes first on this machine. */
  background?: boolean;
  /** Called with the seconds of sound that are done, growing, at most a few times a second. */
  onProgress(seconds: number): void;
  /** Plain sentences for the transcript's provenance, such as a dropped loop. */
  onNote(note: string): void;
}

/**
 * Turns sound into words. Segments come out in order and final, while sound still comes in, so that a
 * recording can be transcribed while it is being made. Memory does not grow with length.
 * Throws Problem `speech-unavailable` or `speech-failed`.
 */
export interface SpeechProvider {
  readonly name: string;
  provenance(): Provenance;
  /** Throws a Problem that says what is missing. Cheap enough for a start-up check. */
  check(): Promise<void>;
  transcribe(sound: PcmStream, context: SpeechContext): AsyncIterable<RecognizedSegment>;
  close(): Promise<void>;
}
