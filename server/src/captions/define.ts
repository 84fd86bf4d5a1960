import type { ProblemCode } from '@pegasus/core/problem.ts';

/** Words with their time, as a caption file gives them. Seconds from the beginning of the recording. */
export interface TimedText {
  start: number;
  end: number;
  text: string;
}

/** Sorted by start. Text is one line of plain text without markup, never empty. */
export interface Captions {
  segments: TimedText[];
  /** As the file names it, where it does. */
  language?: string;
}

/**
 * The words of a caption file with their times. `format` is the name of a format. Throws Problem
 * `captions-invalid` or `transcript-invalid` with the line or field, and `recording-type-unsupported` for a
 * name that is no format.
 */
export type ParseCaptions = (format: string, bytes: Uint8Array) => Captions;

/** One kind of caption file. What it reads comes from anywhere and is never trusted. */
export interface CaptionFormat {
  /** As ingest records it, such as `vtt`. */
  readonly name: string;
  /** As a student reads it. */
  readonly title: string;
  readonly mediaType: string;
  /** Code of the Problem that a file of this kind is refused with. */
  readonly problem: Extract<ProblemCode, 'captions-invalid' | 'transcript-invalid'>;
  /** Whether a file that begins like this is of this kind, whatever it is called. */
  recognizes(beginning: string): boolean;
  /** Throws Problem `problem`; its detail names the line or the field, and quotes nothing. */
  parse(text: string): Captions;
}

/** More than any lecture of a day needs; past these a file is refused before it costs memory or time. */
export const LIMITS = {
  bytes: 32 * 1024 * 1024,
  cues: 200_000,
  /** Characters of one cue, markup included. */
  cueCharacters: 20_000,
  /** Latest moment, in seconds. */
  seconds: 24 * 3600,
} as const;
