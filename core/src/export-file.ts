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
  /** Of the material that it was made of, so that a later change of it is seen. */
  fingerprint: z.string().length(64).optional(),
});
export type ExportFile = z.infer<typeof ExportFile>;
