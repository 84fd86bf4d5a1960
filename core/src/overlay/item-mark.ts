import { z } from 'zod';

/** What a screen shows beside an item of the material. */
export const ItemMark = z.object({
  itemId: z.string(),
  version: z.int().nonnegative(),
  starred: z.boolean(),
  wrong: z.boolean(),
  /** Fields in the student's own words. */
  corrected: z.array(z.string()),
  /** Written by the student as a whole. */
  own: z.boolean(),
});
export type ItemMark = z.infer<typeof ItemMark>;
