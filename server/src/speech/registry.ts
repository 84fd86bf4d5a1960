/** The speech providers that exist, a line each. */
import type { SpeechProvider } from './define.ts';
import { createMoonshine } from './moonshine.ts';
import { createSimulatedSpeech } from './simulated.ts';

export interface SpeechOptions {
  /** Folder for what a provider may make again at any time. */
  cacheFolder: string;
}

export const SPEECH_PROVIDERS = {
  moonshine: ({ cacheFolder }) => createMoonshine({ model: 'base', cacheFolder }),
  'moonshine-tiny': ({ cacheFolder }) => createMoonshine({ model: 'tiny', cacheFolder }),
} as const satisfies Record<string, (options: SpeechOptions) => SpeechProvider>;

export type SpeechProviderName = keyof typeof SPEECH_PROVIDERS;

/** The provider that the settings name, or what stands in for all of them in tests. */
export function openSpeech(
  { speech, testSpeechMilliseconds }: { speech: SpeechProviderName; testSpeechMilliseconds: number },
  options: SpeechOptions,
): SpeechProvider {
  if (testSpeechMilliseconds > 0) return createSimulatedSpeech(testSpeechMilliseconds);
  return SPEECH_PROVIDERS[speech](options);
}
