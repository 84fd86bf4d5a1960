import { z } from 'zod';

/** What a student may set of how things look. There is nothing else to set. */
export const Preferences = z.object({
  scheme: z.enum(['system', 'light', 'dark']).catch('system'),
  textSize: z.enum(['standard', 'large', 'largest']).catch('standard'),
  contrast: z.enum(['system', 'standard', 'high']).catch('system'),
  motion: z.enum(['system', 'full', 'reduced']).catch('system'),
});
export type Preferences = z.infer<typeof Preferences>;

export const STANDARD: Preferences = {
  scheme: 'system',
  textSize: 'standard',
  contrast: 'system',
  motion: 'system',
};

/** Anything that is not a known choice becomes the standard one. */
export function parsePreferences(text: string | undefined): Preferences {
  try {
    const parsed = Preferences.safeParse(JSON.parse(text ?? '{}'));
    return parsed.success ? parsed.data : STANDARD;
  } catch {
    // Not JSON: written by something else, or cut short.
    return STANDARD;
  }
}
