import { z } from 'zod';

/** How long recordings stay. Everything that was made of them stays as long as their lecture. */
export const RetentionPolicy = z.object({
  /** Days after a lecture was handed in; 0 is as long as the lecture, null is not set here. */
  recordingDays: z.int().min(0).max(36_500).nullable(),
  /** What holds in effect, from the nearest place where it is set; 0 is as long as the lecture. */
  effectiveDays: z.number().min(0),
});
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;
