import { z } from 'zod';

/** What a student may know before they hand anything in. */
export const PrivacyFacts = z.object({
  /** Others that get something of it; empty when nothing leaves the server. */
  processors: z.array(z.object({ name: z.string(), gets: z.string() })),
  kept: z.array(z.object({ what: z.string(), why: z.string(), howLong: z.string(), whoSees: z.string() })),
  consent: z.string(),
});
export type PrivacyFacts = z.infer<typeof PrivacyFacts>;

/** Shown before the first recording. Whoever speaks in it is not asked by us, so the student has to. */
export const CONSENT =
  'A recording holds the voices of others. Record only where you may: ask whoever speaks, and keep to the rules of ' +
  'your institution. You can delete every recording, and all that was made of it, at any time.';
