import { z } from 'zod';
import { Provenance } from './transcript.ts';

/** What a file turned out to be, by its bytes and never by its name. */
export const RecordingKind = z.enum(['audio', 'video', 'captions']);
export type RecordingKind = z.infer<typeof RecordingKind>;

/** The original audio or video of a lecture, or the captions that stand in for it. Private, owned by one user. */
export const Recording = z.object({
  kind: RecordingKind,
  /** Container or caption format, such as `m4a` or `vtt`. */
  format: z.string(),
  mediaType: z.string(),
  /** As the student called it; for showing only, never used as a path. */
  fileName: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string().length(64),
  /** Key of the object in the store. */
  objectKey: z.string(),
});
export type Recording = z.infer<typeof Recording>;

/** What ingest hands to transcribe: sound ready for recognition, or words that were given as captions. */
export const Ingested = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('audio'),
    /** Object of 16 kHz mono signed 16-bit little endian samples; an intermediate that retention removes. */
    objectKey: z.string(),
    seconds: z.number().positive(),
    /** Loudest sample as a share of full scale, 0 to 1. */
    peak: z.number().min(0).max(1),
    decoder: z.string(),
  }),
  z.object({
    kind: z.literal('captions'),
    seconds: z.number().nonnegative(),
    segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })),
    format: z.string(),
    /** BCP 47, where the file names it. */
    language: z.string().optional(),
  }),
]);
export type Ingested = z.infer<typeof Ingested>;

/**
 * The words that were final while a recording was still being made, and of which sound: they count only for
 * sound that begins with exactly these bytes.
 */
export const HeardLive = z
  .object({
    /** Whether all of it was heard to its end. */
    complete: z.boolean(),
    soundBytes: z.int().nonnegative(),
    soundSha256: z.string().length(64),
    segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })),
    provenance: Provenance,
    notes: z.array(z.string()),
  })
  .nullable();
export type HeardLive = z.infer<typeof HeardLive>;
