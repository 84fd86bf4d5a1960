import type { Alert } from './define.ts';
import { above, atLeast, both, increase, latest, max, ratio, sum } from './expression.ts';

const WINDOW = 600;
const failed = sum(increase('pegasus_stage_runs_total', WINDOW, { outcome: 'failed' }), 'stage');
const ended = sum(increase('pegasus_stage_runs_total', WINDOW, { outcome: { not: 'cancelled' } }), 'stage');

const runs = (stage: string, outcome: string) => ({
  name: 'pegasus_stage_runs_total',
  labels: { stage, outcome },
});

export const stageFailing: Alert = {
  name: 'PegasusStageFailing',
  severity: 'page',
  cause: 'stage',
  // A share alone would wake somebody for the one bad lecture of a quiet night, a count alone on a busy day.
  condition: both(atLeast(failed, 3), above(ratio(failed, ended), 0.3)),
  forSeconds: 60,
  summary: 'More than three in ten tries at {stage} fail.',
  effect: 'Lectures stop at this stage; what was recorded is safe.',
  scenarios: [
    {
      title: 'a stage that fails five times in ten minutes is told of, by its name, and no other',
      every: 60,
      series: [
        {
          ...runs('generate', 'failed'),
          values: [
            { from: 0, by: 0, times: 2 },
            { from: 1, by: 1, times: 4 },
            { from: 5, by: 0, times: 30 },
          ],
        },
        { ...runs('generate', 'succeeded'), values: [{ from: 10, by: 0, times: 37 }] },
        { ...runs('ingest', 'succeeded'), values: [{ from: 10, by: 1, times: 37 }] },
      ],
      expect: [
        { at: 120, firing: [] },
        { at: 480, firing: [{ stage: 'generate' }] },
        { at: 1800, firing: [] },
      ],
    },
    {
      title: 'three failures among many lectures wake nobody',
      every: 60,
      series: [
        {
          ...runs('transcribe', 'failed'),
          values: [
            { from: 0, by: 0, times: 2 },
            { from: 1, by: 1, times: 2 },
            { from: 3, by: 0, times: 10 },
          ],
        },
        { ...runs('transcribe', 'succeeded'), values: [{ from: 0, by: 4, times: 16 }] },
      ],
      expect: [{ at: 360, firing: [] }],
    },
  ],
};

export const stageWaiting: Alert = {
  name: 'PegasusStageWaiting',
  severity: 'page',
  cause: 'queue',
  condition: above(max(latest('pegasus_stage_oldest_waiting_seconds'), 'stage'), 900),
  forSeconds: 120,
  summary: 'The oldest lecture waits for {stage} for over a quarter of an hour.',
  effect: 'New lectures take long; nothing is lost.',
  scenarios: [
    {
      title: 'a lecture that waits too long is told of, until it is taken up',
      every: 60,
      series: [
        {
          name: 'pegasus_stage_oldest_waiting_seconds',
          labels: { stage: 'transcribe' },
          values: [
            { from: 0, by: 60, times: 20 },
            { from: 0, by: 0, times: 5 },
          ],
        },
        {
          name: 'pegasus_stage_oldest_waiting_seconds',
          labels: { stage: 'ingest' },
          values: [{ from: 5, by: 0, times: 26 }],
        },
      ],
      expect: [
        { at: 900, firing: [] },
        { at: 1140, firing: [{ stage: 'transcribe' }] },
        { at: 1380, firing: [] },
      ],
    },
  ],
};

export const queueDeep: Alert = {
  name: 'PegasusQueueDeep',
  severity: 'ticket',
  cause: 'queue',
  condition: above(sum(latest('pegasus_stage_open_runs', { state: 'waiting' }), 'stage'), 200),
  forSeconds: 600,
  summary: 'More than 200 lectures wait for {stage}.',
  effect: 'New lectures take long; nothing is lost.',
  scenarios: [
    {
      title: 'a queue that stays deep is told of, and a short rush is not',
      every: 60,
      series: [
        {
          name: 'pegasus_stage_open_runs',
          labels: { stage: 'transcribe', state: 'waiting' },
          values: [
            { from: 10, by: 0, times: 2 },
            { from: 250, by: 0, times: 3 },
            { from: 10, by: 0, times: 5 },
            { from: 300, by: 0, times: 15 },
            { from: 0, by: 0, times: 3 },
          ],
        },
      ],
      expect: [
        { at: 360, firing: [] },
        { at: 1500, firing: [{ stage: 'transcribe' }] },
        { at: 1860, firing: [] },
      ],
    },
  ],
};

export const stageStuck: Alert = {
  name: 'PegasusStageStuck',
  severity: 'page',
  cause: 'worker',
  condition: above(max(latest('pegasus_stage_silent_seconds'), 'stage'), 90),
  forSeconds: 30,
  summary: 'A try at {stage} counts as running and has given no sign of life for a minute and a half.',
  effect: 'The lectures concerned stand still.',
  scenarios: [
    {
      title: 'a try without a sign of life is told of, until another worker takes it',
      every: 15,
      series: [
        {
          name: 'pegasus_stage_silent_seconds',
          labels: { stage: 'transcribe' },
          values: [
            { from: 2, by: 0, times: 4 },
            { from: 15, by: 15, times: 12 },
            { from: 1, by: 0, times: 4 },
          ],
        },
      ],
      expect: [
        { at: 60, firing: [] },
        { at: 225, firing: [{ stage: 'transcribe' }] },
        { at: 300, firing: [] },
      ],
    },
  ],
};

export const stageStill: Alert = {
  name: 'PegasusStageStill',
  severity: 'page',
  cause: 'stage',
  // Longer than one call of a language model may take.
  condition: above(max(latest('pegasus_stage_still_seconds'), 'stage'), 210),
  forSeconds: 15,
  summary: 'A try at {stage} is alive and has not come on for three and a half minutes.',
  effect: 'The lectures concerned take long; nothing is lost.',
  scenarios: [
    {
      title: 'a try that hangs is told of, until it comes on or is taken from its worker',
      every: 15,
      series: [
        {
          name: 'pegasus_stage_still_seconds',
          labels: { stage: 'generate' },
          values: [
            { from: 1, by: 0, times: 3 },
            { from: 15, by: 15, times: 20 },
            { from: 1, by: 0, times: 4 },
          ],
        },
        {
          name: 'pegasus_stage_still_seconds',
          labels: { stage: 'transcribe' },
          values: [{ from: 5, by: 0, times: 29 }],
        },
      ],
      expect: [
        { at: 240, firing: [] },
        { at: 330, firing: [{ stage: 'generate' }] },
        { at: 420, firing: [] },
      ],
    },
  ],
};

export const deadLetters: Alert = {
  name: 'PegasusDeadLetters',
  severity: 'ticket',
  cause: 'stage',
  condition: atLeast(sum(increase('pegasus_dead_letters_total', 1800), 'stage'), 1),
  forSeconds: 0,
  summary: 'A lecture used up its retries at {stage} and is kept as a dead letter.',
  effect: 'Its student reads that it failed, with the reason.',
  scenarios: [
    {
      title: 'a new dead letter is told of for half an hour',
      every: 60,
      series: [
        {
          name: 'pegasus_dead_letters_total',
          labels: { stage: 'export' },
          values: [
            { from: 0, by: 0, times: 5 },
            { from: 1, by: 0, times: 50 },
          ],
        },
      ],
      expect: [
        { at: 300, firing: [] },
        { at: 420, firing: [{ stage: 'export' }] },
        { at: 2700, firing: [] },
      ],
    },
  ],
};

export const stageAlerts: readonly Alert[] = [
  stageFailing,
  stageWaiting,
  queueDeep,
  stageStuck,
  stageStill,
  deadLetters,
];
