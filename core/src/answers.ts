import { z } from 'zod';
import { Artifact } from './artifacts/define.ts';
import { Block } from './block.ts';
import { Lecture } from './lecture.ts';
import { ItemMark } from './overlay/item-mark.ts';
import { StageRun } from './stage-run.ts';

export const PresetCard = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  sections: z.array(z.string()),
  artifacts: z.array(z.string()),
});
export type PresetCard = z.infer<typeof PresetCard>;

export const LectureExport = z.object({
  exporter: z.string(),
  title: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  presetId: z.string(),
  /** Whether the material changed since: then it is made anew when it is fetched, and has another size and hash. */
  stale: z.boolean().optional(),
});
export type LectureExport = z.infer<typeof LectureExport>;

/** An artifact as the student has it, how it tells itself, and what the student did to its items. */
export const ShownArtifact = z.object({
  artifact: Artifact,
  title: z.string(),
  blocks: z.array(Block),
  marks: z.array(ItemMark),
});
export type ShownArtifact = z.infer<typeof ShownArtifact>;

/** What a live event carries: the whole timeline, so that a missed event loses nothing. */
export const LectureEvent = z.object({ lecture: Lecture, timeline: z.array(StageRun) });
export type LectureEvent = z.infer<typeof LectureEvent>;

/** A preset under which a lecture has material. */
export const MadePreset = z.object({
  presetId: z.string(),
  /** How often it was made under this preset. */
  generations: z.int().positive(),
  newestAt: z.iso.datetime(),
});
export type MadePreset = z.infer<typeof MadePreset>;
