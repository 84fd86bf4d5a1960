import { z } from 'zod';
import { Block } from './block.ts';
import { Segment } from './transcript.ts';

/** A link by which others read chosen material of a lecture. */
export const Share = z.object({
  id: z.uuid(),
  lectureId: z.uuid(),
  presetId: z.string(),
  /** Types of the artifacts that are shown. */
  artifacts: z.array(z.string()),
  withTranscript: z.boolean(),
  withRecording: z.boolean(),
  /** How often it was opened, and how often somebody took a copy. */
  views: z.int().nonnegative(),
  copies: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});
export type Share = z.infer<typeof Share>;

/** What a link shows: no id and no name of whose it is. */
export const SharedMaterial = z.object({
  lectureTitle: z.string(),
  courseName: z.string(),
  presetTitle: z.string(),
  /** Length of the lecture in seconds. */
  seconds: z.number().nonnegative(),
  artifacts: z.array(z.object({ type: z.string(), title: z.string(), blocks: z.array(Block) })),
  segments: z.array(Segment).optional(),
  withRecording: z.boolean(),
  expiresAt: z.iso.datetime(),
});
export type SharedMaterial = z.infer<typeof SharedMaterial>;
