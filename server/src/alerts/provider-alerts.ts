import type { Alert } from './define.ts';
import { above, atLeast, both, either, increase, latest, max, quantile, ratio, sum } from './expression.ts';

const WINDOW = 600;
const failed = sum(
  increase('pegasus_provider_requests_total', WINDOW, { outcome: 'failed' }),
  'kind',
  'provider',
);
const all = sum(increase('pegasus_provider_requests_total', WINDOW), 'kind', 'provider');
const requests = (outcome: string) => ({
  name: 'pegasus_provider_requests_total',
  labels: { kind: 'language', provider: 'openai-compatible', outcome },
});
const whose = { kind: 'language', provider: 'openai-compatible' };

export const providerFailing: Alert = {
  name: 'PegasusProviderFailing',
  severity: 'page',
  cause: 'provider',
  condition: both(atLeast(failed, 3), above(ratio(failed, all), 0.5)),
  forSeconds: 60,
  summary: 'More than half of the calls to the {kind} provider {provider} fail.',
  silences: ['stage', 'canary', 'objective'],
  effect: 'Lectures stop at transcribe (speech) or generate (language).',
  scenarios: [
    {
      title: 'a provider that fails most calls is told of, until it answers again',
      every: 60,
      series: [
        {
          ...requests('failed'),
          values: [
            { from: 0, by: 0, times: 2 },
            { from: 2, by: 2, times: 6 },
            { from: 14, by: 0, times: 20 },
          ],
        },
        {
          ...requests('succeeded'),
          values: [
            { from: 5, by: 0, times: 10 },
            { from: 6, by: 1, times: 18 },
          ],
        },
      ],
      expect: [
        { at: 120, firing: [] },
        { at: 480, firing: [whose] },
        { at: 1620, firing: [] },
      ],
    },
  ],
};

export const providerSlow: Alert = {
  name: 'PegasusProviderSlow',
  severity: 'ticket',
  cause: 'provider',
  // A call that hangs has not ended, so it is in no histogram; one of speech lasts as long as its recording.
  condition: either(
    above(
      quantile(0.95, 'pegasus_provider_request_seconds', {
        seconds: WINDOW,
        where: { kind: 'language' },
        by: ['kind', 'provider'],
      }),
      120,
    ),
    above(max(latest('pegasus_provider_waiting_seconds'), 'kind', 'provider'), 120),
  ),
  forSeconds: 60,
  summary: 'Calls to the {kind} provider {provider} take over two minutes.',
  effect: 'Lectures take long.',
  scenarios: [
    {
      title: 'a provider that takes three minutes is told of, and one that takes seconds is not',
      every: 60,
      series: [
        { le: '60', provider: 'slow', by: 0 },
        { le: '120', provider: 'slow', by: 0 },
        { le: '300', provider: 'slow', by: 2 },
        { le: '+Inf', provider: 'slow', by: 2 },
        { le: '60', provider: 'quick', by: 2 },
        { le: '120', provider: 'quick', by: 2 },
        { le: '300', provider: 'quick', by: 2 },
        { le: '+Inf', provider: 'quick', by: 2 },
      ].map(({ le, provider, by }) => ({
        name: 'pegasus_provider_request_seconds_bucket',
        labels: { kind: 'language', provider, le },
        values: [
          { from: 0, by, times: 15 },
          { from: 15 * by, by: 0, times: 15 },
        ],
      })),
      expect: [
        { at: 60, firing: [] },
        { at: 840, firing: [{ kind: 'language', provider: 'slow' }] },
        { at: 1740, firing: [] },
      ],
    },
    {
      title: 'a provider that does not answer at all is told of before anybody gives up on it',
      every: 15,
      series: [
        {
          name: 'pegasus_provider_waiting_seconds',
          labels: { ...whose },
          values: [
            { from: 0, by: 0, times: 3 },
            { from: 15, by: 15, times: 15 },
            { from: 0, by: 0, times: 3 },
          ],
        },
      ],
      expect: [
        { at: 150, firing: [] },
        { at: 270, firing: [whose] },
        { at: 345, firing: [] },
      ],
    },
  ],
};

export const providerOverBudget: Alert = {
  name: 'PegasusProviderOverBudget',
  severity: 'ticket',
  cause: 'provider',
  condition: atLeast(
    sum(increase('pegasus_stage_failures_total', 3600, { reason: 'language-limit' }), 'stage'),
    1,
  ),
  forSeconds: 0,
  summary: 'A lecture was stopped at {stage} because it reached the limit of tokens or cost.',
  effect: 'Its student reads that the material could not be made.',
  scenarios: [
    {
      title: 'a lecture over its budget is told of for an hour',
      every: 60,
      series: [
        {
          name: 'pegasus_stage_failures_total',
          labels: { stage: 'generate', reason: 'language-limit' },
          values: [
            { from: 0, by: 0, times: 3 },
            { from: 2, by: 0, times: 90 },
          ],
        },
      ],
      expect: [
        { at: 180, firing: [] },
        { at: 360, firing: [{ stage: 'generate' }] },
        { at: 4800, firing: [] },
      ],
    },
  ],
};

export const providerAlerts: readonly Alert[] = [providerFailing, providerSlow, providerOverBudget];
