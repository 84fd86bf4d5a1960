import { z } from 'zod';

export const Name = z.string().trim().min(1).max(200);

/** What lectures belong to. Names are unique per owner, whatever their case. */
export const Course = z.object({
  id: z.uuid(),
  name: Name,
  createdAt: z.iso.datetime(),
  lectures: z.int().nonnegative(),
});
export type Course = z.infer<typeof Course>;
