import { z } from 'zod';
import { plainText } from './plain-text.ts';

/** One line of 1 to 200 characters; marks that make a name read as another are taken out of it. */
export const Name = z
  .string()
  .overwrite((text) => plainText(text, Number.POSITIVE_INFINITY))
  .min(1)
  .max(200);

/** What lectures belong to. Names are unique per owner, whatever their case. */
export const Course = z.object({
  id: z.uuid(),
  name: Name,
  createdAt: z.iso.datetime(),
  lectures: z.int().nonnegative(),
});
export type Course = z.infer<typeof Course>;
