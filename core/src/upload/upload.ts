import { z } from 'zod';
import { Lecture } from '../lecture.ts';

/** Largest piece that the server takes, in bytes. */
export const LARGEST_PIECE = 8 * 1024 * 1024;
const MOST_PIECES = 40_000;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A run of bytes of an upload that arrived as one. */
export const UploadPiece = z.object({
  /** Bytes before it. */
  start: z.int().nonnegative(),
  bytes: z.int().positive(),
  /** Hex, of the bytes that lie on stable storage. */
  sha256: Sha256,
});
export type UploadPiece = z.infer<typeof UploadPiece>;

export const UploadRange = UploadPiece.omit({ sha256: true });
export type UploadRange = z.infer<typeof UploadRange>;

/**
 * A moment of a recording that somebody or something marked while it was made. A gap is where sound is
 * missing, as after a call: nothing was heard for `lostSeconds` at that moment.
 */
export const Moment = z.object({
  kind: z.enum(['marker', 'gap']),
  /** Seconds from the beginning of the recording. */
  at: z.number().nonnegative(),
  lostSeconds: z.number().nonnegative().optional(),
  note: z.string().max(200).optional(),
});
export type Moment = z.infer<typeof Moment>;

/** How far the words are of a recording that is still being made. */
export const LiveProgress = z.object({
  state: z.enum(['open', 'complete', 'failed']),
  /** Seconds of sound that were heard, and of those, seconds of which the words are final. */
  heard: z.number().nonnegative(),
  settled: z.number().nonnegative(),
  segments: z.int().nonnegative(),
});
export type LiveProgress = z.infer<typeof LiveProgress>;

export const NewUpload = z.object({
  /** Chosen by the sender before it sends anything, so that asking twice starts one upload. */
  id: z.uuid(),
  courseId: z.uuid(),
  preset: z.string().max(60),
  title: z.string().trim().min(1).max(200).optional(),
  fileName: z.string().max(400),
  /** `recording`: sound that is still being made, to be heard while it arrives. */
  source: z.enum(['file', 'recording']),
  /** What the sender takes it for; the bytes decide. */
  mediaType: z.string().max(200).optional(),
  /** Known for a file only. */
  bytes: z.int().nonnegative().optional(),
});
export type NewUpload = z.infer<typeof NewUpload>;

export const Upload = z.object({
  id: z.uuid(),
  courseId: z.uuid(),
  presetId: z.string(),
  title: z.string().optional(),
  fileName: z.string(),
  source: z.enum(['file', 'recording']),
  state: z.enum(['open', 'complete']),
  lectureId: z.uuid().optional(),
  /** What lies on stable storage, by place; empty once the upload is complete. */
  pieces: z.array(UploadPiece),
  live: LiveProgress.optional(),
  createdAt: z.iso.datetime(),
});
export type Upload = z.infer<typeof Upload>;

export const Finalise = z.object({
  /** All pieces in order, each beginning where the one before ends. */
  pieces: z.array(z.object({ bytes: z.int().positive(), sha256: Sha256 })).max(MOST_PIECES),
  moments: z.array(Moment).max(1000).default([]),
});

export const Finalised = z.object({
  /** What the server does not have with that hash; empty when all of it is a lecture now. */
  missing: z.array(UploadRange),
  lecture: Lecture.optional(),
});
export type Finalised = z.infer<typeof Finalised>;
