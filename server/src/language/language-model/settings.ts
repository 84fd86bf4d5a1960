import { Problem } from '@pegasus/core/problem.ts';

/** What the operator sets. Prices are of a million tokens; a cost of 0 sets no limit. */
export interface LanguageSettings {
  languageModel: string;
  languageUrl: string;
  languageKey: string;
  languageFallback: 'none' | 'extractive';
  /** Most tokens of one call, each way. */
  languageInputTokens: number;
  languageOutputTokens: number;
  /** Most tokens and most money of one try at one lecture. */
  languageLectureTokens: number;
  languageLectureCost: number;
  languageInputPrice: number;
  languageOutputPrice: number;
  languageTimeoutSeconds: number;
}

/** What a vendor needs of the settings. */
export interface VendorNeeds {
  /** Base URL of its own, where it has one. */
  url?: string;
  needsKey: boolean;
}

export interface Access {
  model: string;
  key: string;
  url: URL;
}

/** Reads who is called, where, and with which key. Throws Problem `setting-invalid`, which names every mistake. */
export function readAccess(settings: LanguageSettings | undefined, needs: VendorNeeds): Access {
  const { languageModel: model = '', languageKey: key = '', languageUrl = '' } = settings ?? {};
  const mistakes: string[] = [];
  if (model === '') mistakes.push('PEGASUS_LANGUAGE_MODEL: name the language model.');
  if (needs.needsKey && key === '') mistakes.push('PEGASUS_LANGUAGE_KEY: the provider needs an API key.');
  const address = languageUrl || needs.url || '';
  const url = readUrl(address);
  if (address === '')
    mistakes.push('PEGASUS_LANGUAGE_URL: the provider has no address of its own; give one.');
  else if (!url) {
    mistakes.push(
      'PEGASUS_LANGUAGE_URL: give a plain http or https address without user, query or fragment.',
    );
  }
  if (settings && settings.languageLectureCost > 0 && !hasPrices(settings)) {
    mistakes.push('PEGASUS_LANGUAGE_LECTURE_COST: a limit on cost needs both prices of the model.');
  }
  if (!url || mistakes.length > 0) throw new Problem('setting-invalid', mistakes.join(' '));
  return { model, key, url };
}

function hasPrices({ languageInputPrice, languageOutputPrice }: LanguageSettings): boolean {
  return languageInputPrice > 0 && languageOutputPrice > 0;
}

/** No other protocol is ever spoken, and a key belongs into its own setting and not into an address. */
function readUrl(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined;
}
