import { z } from 'zod';

/** Whether the server can do its work. */
export const Health = z.object({
  status: z.enum(['ok', 'failing']),
  /** Parts that were looked at; reasons are in the log and not here. */
  parts: z.record(z.string(), z.enum(['ok', 'failing'])),
  version: z.string(),
});
export type Health = z.infer<typeof Health>;
