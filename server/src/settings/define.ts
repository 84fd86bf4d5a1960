import { z } from 'zod';

/** One setting: its schema with default, what it is for, and whether its value may be shown. */
export interface Setting {
  /** Name in the environment. */
  name: string;
  schema: z.ZodType;
  about: string;
  secret: boolean;
}

export const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
