import type { LanguageTools } from './call.ts';
import type { LanguageSettings } from './settings.ts';

/** Settings of a model server on this machine, with no pauses to wait for. */
export function settingsFor(url: string, changes: Partial<LanguageSettings> = {}): LanguageSettings {
  return {
    languageModel: 'claude-sonnet-4-5',
    languageUrl: url,
    languageKey: 'key-of-the-test',
    languageFallback: 'none',
    languageInputTokens: 6000,
    languageOutputTokens: 2000,
    languageLectureTokens: 1_000_000,
    languageLectureCost: 0,
    languageInputPrice: 0,
    languageOutputPrice: 0,
    languageTimeoutSeconds: 60,
    ...changes,
  };
}

export const QUICK: LanguageTools = {
  tries: { most: 3, firstWaitSeconds: 0, longestWaitSeconds: 5 },
  newBoundary: () => 'boundary-of-the-test',
};
