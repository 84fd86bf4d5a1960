/** The generators that exist, a line each. */
import type { LanguageProvider } from './define.ts';
import { createExtractive } from './extractive.ts';

export const LANGUAGE_PROVIDERS = {
  extractive: createExtractive,
} as const satisfies Record<string, () => LanguageProvider>;

export type LanguageProviderName = keyof typeof LANGUAGE_PROVIDERS;
