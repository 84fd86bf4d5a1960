import { z } from 'zod';

/** Parts of requests and answers that several endpoints share. */
export const byLecture = z.object({ lectureId: z.uuid() });
export const byCourse = z.object({ courseId: z.uuid() });
export const byPreset = z.object({ preset: z.string().max(60).optional() });
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** Opaque; from `next` of the page before. */
  cursor: z.string().max(200).optional(),
});
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional() });
