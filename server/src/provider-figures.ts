import type { Metrics } from './metrics.ts';
import type { PcmStream, SpeechContext, SpeechProvider } from './speech/define.ts';

interface Whose {
  kind: 'speech' | 'language';
  provider: string;
}

/** Counts one call of a provider. */
export function countRequest(metrics: Metrics, whose: Whose, outcome: string, seconds: number): void {
  metrics.count('pegasus_provider_requests_total', { ...whose, outcome });
  metrics.observe('pegasus_provider_request_seconds', whose, seconds);
}

/** The same provider, each recording that it hears counted: answered, failed, or given up by us. */
export function measuredSpeech(speech: SpeechProvider, metrics: Metrics, now: () => Date): SpeechProvider {
  async function* transcribe(sound: PcmStream, context: SpeechContext) {
    const began = now().getTime();
    let outcome = 'given-up';
    try {
      yield* speech.transcribe(sound, context);
      outcome = 'answered';
    } catch (error) {
      if (!context.signal.aborted) outcome = 'failed';
      throw error;
    } finally {
      const seconds = (now().getTime() - began) / 1000;
      countRequest(metrics, { kind: 'speech', provider: speech.name }, outcome, seconds);
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
