import { z } from 'zod';

/** Whether the server can do its work. */
export const Health = z.object({
  status: z.enum(['ok', 'failing']),
  /** Parts that were looked at. */
  parts: z.record(z.string(), z.enum(['ok', 'failing'])),
  version: z.string(),
  /** Which commit runs; told to operators only. */
  commit: z.string().optional(),
  /** Why each failing part fails; told to operators only, everybody else finds nothing here. */
  reasons: z.record(z.string(), z.string()).optional(),
});
export type Health = z.infer<typeof Health>;
