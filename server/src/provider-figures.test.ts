import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { createMetrics } from './metrics-registry.ts';
import { languageTools, measuredSpeech } from './provider-figures.ts';
import type { PcmStream, SpeechContext, SpeechProvider } from './speech/define.ts';

const WANTED = new Set([
  'pegasus_provider_requests_total',
  'pegasus_provider_cost_total',
  'pegasus_provider_waiting_seconds',
]);

function setUp(settings: Record<string, string> = {}) {
  const metrics = createMetrics();
  let clock = 0;
  const now = () => new Date(clock);
  const config = readConfig({
    PEGASUS_LANGUAGE_INPUT_PRICE: '2',
    PEGASUS_LANGUAGE_OUTPUT_PRICE: '10',
    ...settings,
  });
  const figure = async (name: string, labels: Record<string, string>) =>
    (await metrics.samples(WANTED)).find(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )?.value;
  return { metrics, now, config, figure, pass: (seconds: number) => (clock += seconds * 1000) };
}

const usage = { provider: 'openai', step: 'points', inputTokens: 500_000, outputTokens: 100_000, seconds: 1 };

test('an answer of a language model is a success, and only what it failed at is its failure', async () => {
  const { metrics, now, config, figure } = setUp();
  const { onUsage } = languageTools(metrics, config, now);
  for (const outcome of ['answered', 'answered', 'unusable', 'unavailable', 'cancelled'] as const)
    onUsage?.({ ...usage, outcome });
  const count = (outcome: string) =>
    figure('pegasus_provider_requests_total', { kind: 'language', provider: 'openai', outcome });
  assert.deepEqual([await count('succeeded'), await count('failed'), await count('given-up')], [2, 2, 1]);
});

test('what calls cost is told by the prices of the settings', async () => {
  const { metrics, now, config, figure } = setUp();
  languageTools(metrics, config, now).onUsage?.({ ...usage, outcome: 'answered' });
  assert.equal(await figure('pegasus_provider_cost_total', { provider: 'openai' }), 2);
});

test('a call that waits for its answer is told while it waits', async () => {
  const { metrics, now, config, figure, pass } = setUp();
  const { around } = languageTools(metrics, config, now);
  const { promise, resolve } = Promise.withResolvers<string>();
  const call = around?.({ provider: 'openai', step: 'points' }, () => promise);
  pass(40);
  const waiting = () => figure('pegasus_provider_waiting_seconds', { kind: 'language' });
  assert.equal(await waiting(), 40);
  resolve('answer');
  assert.equal(await call, 'answer');
  assert.equal(await waiting(), 0);
});

test('speech that is heard succeeds, and what breaks is its failure', async () => {
  const { metrics, now, figure } = setUp();
  let broken = false;
  const speech = {
    name: 'ear',
    async *transcribe() {
      yield { start: 0, end: 1, text: 'A word.' };
      if (broken) throw new Error('It broke.');
    },
  } as Partial<SpeechProvider> as SpeechProvider;
  const measured = measuredSpeech(speech, metrics, now);
  const context = { signal: new AbortController().signal } as SpeechContext;
  const hear = () => Array.fromAsync(measured.transcribe({} as PcmStream, context));
  assert.equal((await hear()).length, 1);
  broken = true;
  await assert.rejects(hear(), /It broke/);
  const count = (outcome: string) => figure('pegasus_provider_requests_total', { kind: 'speech', outcome });
  assert.deepEqual([await count('succeeded'), await count('failed')], [1, 1]);
});
