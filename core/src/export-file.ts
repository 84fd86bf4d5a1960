import { z } from 'zod';

/** A file that was made for the student, as it is stored. */
export const ExportFile = z.object({
  id: z.uuid(),
  presetId: z.string(),
  exporter: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string().length(64),
  objectKey: z.string(),
});
export type ExportFile = z.infer<typeof ExportFile>;
