import { z } from 'zod';

/** A stretch of speech. `start` and `end` in seconds from the beginning of the recording. */
export const Segment = z.object({
  id: z.string().min(1),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  text: z.string(),
});
export type Segment = z.infer<typeof Segment>;

/** Who made the words and how, so that a result can be explained and made again. */
export const Provenance = z.object({
  provider: z.string(),
  model: z.string().optional(),
  modelSha256: z.record(z.string(), z.string()).optional(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Plain sentences about what a reader should know, such as restored punctuation or dropped loops. */
  notes: z.array(z.string()).optional(),
});
export type Provenance = z.infer<typeof Provenance>;

export const Transcript = z.object({
  /** BCP 47. */
  language: z.string(),
  /** Length of the recording in seconds. */
  seconds: z.number().nonnegative(),
  segments: z.array(Segment),
  provenance: Provenance,
});
export type Transcript = z.infer<typeof Transcript>;

/** The ids of segments are their place in the transcript: short, stable and readable in exports. */
export function segmentId(index: number): string {
  return `s${index}`;
}

export function wordCount(transcript: Pick<Transcript, 'segments'>): number {
  let words = 0;
  for (const segment of transcript.segments) words += segment.text.split(/\s+/).filter(Boolean).length;
  return words;
}

/** The moment at which a set of cited segments begins, in seconds; undefined when none exists. */
export function momentOf(
  segments: ReadonlyMap<string, Segment>,
  sources: readonly string[],
): number | undefined {
  let moment: number | undefined;
  for (const source of sources) {
    const start = segments.get(source)?.start;
    if (start !== undefined && (moment === undefined || start < moment)) moment = start;
  }
  return moment;
}

export function segmentsById(transcript: Pick<Transcript, 'segments'>): Map<string, Segment> {
  return new Map(transcript.segments.map((segment) => [segment.id, segment]));
}
