import type { LanguageModel } from 'ai';
import { fetchWithin } from './plain-request.ts';
import type { Access, VendorNeeds } from './settings.ts';

type CallOptions = Parameters<typeof import('ai')['generateText']>[0];

/** One way to talk to language models. Its library is loaded when it is used, not when the server starts. */
export interface Vendor extends VendorNeeds {
  /** What its calls need besides the question. */
  options: Pick<CallOptions, 'temperature' | 'providerOptions'>;
  open(access: Access): Promise<LanguageModel>;
}

// Key and address are always handed in: left out, the libraries would look for them in the environment.
const common = ({ key, url }: Access) => ({
  apiKey: key,
  baseURL: url.href.replace(/\/$/, ''),
  fetch: fetchWithin(url.origin),
});

/** The vendors that exist. */
export const VENDORS = {
  'openai-compatible': {
    needsKey: false,
    // Small models invent less when they are still.
    options: { temperature: 0 },
    async open(access) {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const settings = { ...common(access), name: 'compatible', supportsStructuredOutputs: true };
      return createOpenAICompatible(settings)(access.model);
    },
  },
  openai: {
    url: 'https://api.openai.com/v1',
    needsKey: true,
    // A lecture is not left with the vendor for longer than the call.
    options: { providerOptions: { openai: { store: false } } },
    async open(access) {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI(common(access)).responses(access.model);
    },
  },
  anthropic: {
    url: 'https://api.anthropic.com/v1',
    needsKey: true,
    options: {},
    async open(access) {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic(common(access))(access.model);
    },
  },
  google: {
    url: 'https://generativelanguage.googleapis.com/v1beta',
    needsKey: true,
    options: {},
    async open(access) {
      const { createGoogle } = await import('@ai-sdk/google');
      return createGoogle(common(access))(access.model);
    },
  },
} as const satisfies Record<string, Vendor>;

export type VendorName = keyof typeof VENDORS;
