/** The generators that exist, a line each. */
import type { LanguageProvider } from './define.ts';
import { createExtractive } from './extractive.ts';
import type { LanguageTools } from './language-model/call.ts';
import { inPlaceOf } from './language-model/in-place-of.ts';
import type { LanguageSettings } from './language-model/settings.ts';
import type { VendorName } from './language-model/vendors.ts';
import { createLanguageModel } from './language-model.ts';

/** Makes a generator. The settings are those of the server; a generator takes what it needs of them. */
type Create = (settings?: LanguageSettings, tools?: LanguageTools) => LanguageProvider;

export const LANGUAGE_PROVIDERS = {
  extractive: () => createExtractive(),
  'openai-compatible': languageModel('openai-compatible'),
  openai: languageModel('openai'),
  anthropic: languageModel('anthropic'),
  google: languageModel('google'),
} as const satisfies Record<string, Create>;

export type { LanguageTools };
export type LanguageProviderName = keyof typeof LANGUAGE_PROVIDERS;

/** A language model, with the embedded generator behind it where the operator chose so. */
function languageModel(vendor: VendorName): Create {
  return (settings, tools) => {
    const model = createLanguageModel(vendor, settings, tools);
    return settings?.languageFallback === 'extractive' ? inPlaceOf(model, createExtractive()) : model;
  };
}
