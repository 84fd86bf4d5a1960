import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';

/** A place where something is said. */
export const SearchHit = z.object({
  courseId: z.uuid(),
  lectureId: z.uuid(),
  lectureTitle: z.string(),
  /** `segment` is of the transcript; any other is the kind of an item of the material. */
  kind: z.string(),
  /** Id of the segment or item. */
  id: z.string(),
  text: z.string(),
  /** Stretches of `text` that match, in UTF-16 units, in order. */
  matches: z.array(z.object({ start: z.int(), end: z.int() })),
  /** Seconds from the beginning of the recording. */
  moment: z.number().nonnegative().optional(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const searchEndpoints = {
  search: {
    method: 'GET',
    path: '/api/search',
    summary: 'Where something is said, in transcripts and material; typing mistakes are forgiven.',
    access: 'owner',
    query: z.object({
      words: z.string().trim().min(1).max(200),
      course: z.uuid().optional(),
      lecture: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    status: 200,
    answer: z.object({
      items: z.array(SearchHit),
      /** Words of the lectures that were taken for mistyped ones. */
      instead: z.array(z.object({ typed: z.string(), taken: z.array(z.string()) })),
    }),
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;
