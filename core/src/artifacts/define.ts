import { z } from 'zod';
import type { Block } from '../block.ts';
import type { Preset } from '../presets/define.ts';
import type { Segment } from '../transcript.ts';

/** Ids of the segments that an item rests on. Never empty. */
export const Sources = z.array(z.string().min(1)).min(1);

/** What every item of every artifact carries. */
export const itemFields = {
  /** The same content gets the same id, so that reviews and re-imports recognise it. */
  id: z.string().min(1),
  sources: Sources,
  threadId: z.string().optional(),
};

/**
 * What the quality rules see of an item, whatever artifact it belongs to.
 * Words are the item's own; the rules compare them with the words of the cited segments.
 */
export interface Item {
  id: string;
  kind: string;
  sources: string[];
  /** What is claimed of the lecture: the definition, the answer, the quote. Each line is judged by itself. */
  claim: string;
  /** True when the claim must stand in the cited segments word for word. */
  verbatim: boolean;
  /** What the claim is said of, where the claim does not name it: the term of a definition. */
  subject?: string;
  /** What is asked, where something is asked. */
  question?: string;
  /** What must not be visible in the question. */
  answer?: string;
  /** All options of a multiple choice. */
  options?: string[];
  /** Index of the right option. */
  correct?: number;
  /** A statement to be called true or false, and which it is. */
  statement?: { text: string; truth: boolean };
  /** A labelled relation between two concepts, by their names. */
  relation?: { from: string; label: string; to: string };
  /** What else is shown with it and must follow from the cited words: explanation, mark scheme. */
  further?: string[];
  /** Section of a summary that it stands in. */
  section?: string;
}

/** What an artifact needs to tell itself. */
export interface BlockView {
  preset: Preset;
  segments: ReadonlyMap<string, Segment>;
}

/** One artifact type, with everything that the rest of the system needs to know of it. */
export interface ArtifactType<Name extends string = string, Body = unknown> {
  readonly name: Name;
  /** As a student reads it. */
  readonly title: string;
  /** Version of the body's schema; a breaking change raises it. */
  readonly version: number;
  readonly body: z.ZodType<Body>;
  items(body: Body): Item[];
  /** The same body with only the named items; what becomes empty by that goes too. */
  keep(body: Body, ids: ReadonlySet<string>): Body;
  /** The same body with the named items resting on other segments: the one repair the rules may make. */
  resource(body: Body, sources: ReadonlyMap<string, string[]>): Body;
  blocks(body: Body, view: BlockView): Block[];
}

/** What was checked before an artifact was stored, in counts. */
export const QualityReport = z.object({
  offered: z.int().nonnegative(),
  kept: z.int().nonnegative(),
  repaired: z.int().nonnegative(),
  /** Items that were dropped, by the rule that dropped them. */
  dropped: z.record(z.string(), z.int().positive()),
  /** Support of the kept items by their cited words, 0 to 1; absent when nothing was kept. */
  support: z.object({ lowest: z.number(), mean: z.number() }).optional(),
  /** Why the material is too little to be exported silently. */
  thin: z.string().optional(),
});
export type QualityReport = z.infer<typeof QualityReport>;

export const Generator = z.object({ name: z.string(), version: z.string(), model: z.string().optional() });
export type Generator = z.infer<typeof Generator>;

/** An artifact as it is stored and sent. The body is checked against its type's own schema. */
export const Artifact = z.object({
  id: z.uuid(),
  type: z.string(),
  version: z.int().positive(),
  lectureId: z.uuid(),
  courseId: z.uuid(),
  presetId: z.string(),
  generator: Generator,
  createdAt: z.iso.datetime(),
  quality: QualityReport,
  body: z.unknown(),
});
export type Artifact = z.infer<typeof Artifact>;
