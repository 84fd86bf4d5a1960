/** The speech providers that exist, a line each. */
import type { SpeechProvider } from './define.ts';
import { createMoonshine } from './moonshine.ts';

export interface SpeechOptions {
  /** Folder for what a provider may make again at any time. */
  cacheFolder: string;
}

export const SPEECH_PROVIDERS = {
  moonshine: ({ cacheFolder }) => createMoonshine({ model: 'base', cacheFolder }),
  'moonshine-tiny': ({ cacheFolder }) => createMoonshine({ model: 'tiny', cacheFolder }),
} as const satisfies Record<string, (options: SpeechOptions) => SpeechProvider>;

export type SpeechProviderName = keyof typeof SPEECH_PROVIDERS;
