import type { Config } from './config.ts';
import type { LanguageTools } from './language/registry.ts';
import type { Metrics } from './metrics.ts';
import type { PcmStream, SpeechContext, SpeechProvider } from './speech/define.ts';
import { beginSpan, inSpan } from './tracing.ts';

interface Whose {
  kind: 'speech' | 'language';
  provider: string;
}

const MILLION = 1_000_000;

/** How a call ended, as alerts judge it: what we gave up ourselves is no failure of the provider. */
const ENDS = ['succeeded', 'failed', 'given-up'] as const;
type CallEnd = (typeof ENDS)[number];

/** Counts one call of a provider. */
function countRequest(metrics: Metrics, whose: Whose, outcome: CallEnd, seconds: number): void {
  metrics.count('pegasus_provider_requests_total', { ...whose, outcome });
  metrics.observe('pegasus_provider_request_seconds', whose, seconds);
}

/** The same provider, each recording that it hears counted: answered, failed, or given up by us. */
export function measuredSpeech(speech: SpeechProvider, metrics: Metrics, now: () => Date): SpeechProvider {
  const whose = { kind: 'speech', provider: speech.name } as const;
  const waiting = tellWaiting(metrics, whose, now);
  async function* transcribe(sound: PcmStream, context: SpeechContext) {
    const began = now().getTime();
    const answered = waiting.begin();
    const span = beginSpan(`speech ${speech.name}`, { kind: 'client', attributes: providerOf(whose) });
    let outcome: CallEnd = 'given-up';
    try {
      for await (const segment of speech.transcribe(sound, context)) {
        // It is heard while it is read: with each segment it has answered once more.
        answered();
        yield segment;
      }
      outcome = 'succeeded';
    } catch (error) {
      if (!context.signal.aborted) outcome = 'failed';
      span.fail(error);
      throw error;
    } finally {
      answered.end();
      span.end();
      countRequest(metrics, whose, outcome, (now().getTime() - began) / 1000);
    }
  }
  return {
    name: speech.name,
    provenance: () => speech.provenance(),
    check: () => speech.check(),
    close: () => speech.close(),
    transcribe,
  };
}

/** What a language model is given, so that each of its calls is counted, timed and traced. */
export function languageTools(metrics: Metrics, config: Config, now: () => Date): LanguageTools {
  const { language, languageInputPrice, languageOutputPrice } = config;
  const waiting = tellWaiting(metrics, { kind: 'language', provider: language }, now);
  return {
    onUsage: ({ provider, step, inputTokens, outputTokens, seconds, outcome }) => {
      metrics.observe('pegasus_language_request_seconds', { provider, step, outcome }, seconds);
      const end = outcome === 'answered' ? 'succeeded' : outcome === 'cancelled' ? 'given-up' : 'failed';
      countRequest(metrics, { kind: 'language', provider }, end, seconds);
      metrics.count('pegasus_language_tokens_total', { provider, direction: 'sent' }, inputTokens);
      metrics.count('pegasus_language_tokens_total', { provider, direction: 'received' }, outputTokens);
      const cost = (inputTokens * languageInputPrice + outputTokens * languageOutputPrice) / MILLION;
      if (cost > 0) metrics.count('pegasus_provider_cost_total', { provider }, cost);
    },
    around: async ({ provider, step }, make) => {
      const answered = waiting.begin();
      const attributes = { ...providerOf({ kind: 'language', provider }), 'pegasus.step': step };
      try {
        return await inSpan(`language ${provider}`, { kind: 'client', attributes }, make);
      } finally {
        answered.end();
      }
    },
  };
}

function providerOf({ kind, provider }: Whose) {
  return { 'pegasus.provider': provider, 'pegasus.provider.kind': kind };
}

/** Tells for how long the oldest call that is under way has waited for an answer. */
function tellWaiting(metrics: Metrics, whose: Whose, now: () => Date) {
  // There from the start, or a rule that asks for growth would not see the first of each.
  for (const outcome of ENDS) metrics.count('pegasus_provider_requests_total', { ...whose, outcome }, 0);
  const since = new Set<{ at: number }>();
  metrics.onScrape(async (set) => {
    const oldest = Math.min(...[...since].map(({ at }) => at), now().getTime());
    set('pegasus_provider_waiting_seconds', whose, (now().getTime() - oldest) / 1000);
  });
  return {
    begin: () => {
      const call = { at: now().getTime() };
      since.add(call);
      const again = () => {
        call.at = now().getTime();
      };
      return Object.assign(again, { end: () => since.delete(call) });
    },
  };
}
