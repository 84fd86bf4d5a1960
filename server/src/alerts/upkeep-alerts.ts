import type { Alert, Cause } from './define.ts';
import { above, atLeast, increase, latest, max, min, sum } from './expression.ts';

const HOUR = 3600;
const HALF_HOUR = HOUR / 2;

interface Watched {
  task: string;
  cause: Cause;
  failing: Alert['name'];
  silent: Alert['name'];
  /** Hours without a success after which it counts as silent. */
  hours: number;
  severity: 'page' | 'ticket';
  effect: string;
}

/** What the system does by itself on a schedule, and how long it may be silent. */
const WATCHED: readonly Watched[] = [
  {
    task: 'backup',
    cause: 'backup',
    failing: 'PegasusBackupFailing',
    silent: 'PegasusBackupOld',
    hours: 26,
    severity: 'page',
    effect: 'None now; after a loss, more would be lost than was promised.',
  },
  {
    task: 'retention',
    cause: 'keeping',
    failing: 'PegasusRetentionFailing',
    silent: 'PegasusRetentionSilent',
    hours: 50,
    severity: 'ticket',
    effect: 'Recordings stay longer than was promised.',
  },
  {
    task: 'scrub',
    cause: 'keeping',
    failing: 'PegasusIntegrityFailing',
    silent: 'PegasusIntegritySilent',
    hours: 50,
    severity: 'ticket',
    effect: 'A damaged recording or export may be found by its student first.',
  },
  {
    task: 'canary',
    cause: 'canary',
    failing: 'PegasusCanaryFailing',
    silent: 'PegasusCanarySilent',
    hours: 1,
    severity: 'page',
    effect: 'What happens to the canary happens to the next lecture.',
  },
];

function failing({ task, cause, failing: name, severity, effect }: Watched): Alert {
  // What fails within a canary is a stage, and that is what somebody must be told.
  const canary = task === 'canary';
  const labels: Record<string, string> = canary ? { stage: 'transcribe' } : { task };
  const growth = canary
    ? sum(increase('pegasus_canary_failures_total', HALF_HOUR), 'stage')
    : sum(increase('pegasus_upkeep_runs_total', HALF_HOUR, { task, outcome: 'failed' }), 'task');
  return {
    name,
    severity,
    cause,
    condition: atLeast(growth, 1),
    forSeconds: 0,
    summary: canary
      ? 'The canary stopped at {stage}.'
      : `Something failed in the scheduled ${task}; its log line says what.`,
    effect,
    scenarios: [
      {
        title: 'a failure is told of for half an hour',
        every: 60,
        series: [
          {
            name: canary ? 'pegasus_canary_failures_total' : 'pegasus_upkeep_runs_total',
            labels: canary ? labels : { ...labels, outcome: 'failed' },
            values: [
              { from: 0, by: 0, times: 4 },
              { from: 1, by: 0, times: 50 },
            ],
          },
        ],
        expect: [
          { at: 240, firing: [] },
          { at: 360, firing: [labels] },
          { at: 2700, firing: [] },
        ],
      },
    ],
  };
}

function silent({ task, cause, silent: name, hours, severity, effect }: Watched): Alert {
  return {
    name,
    severity,
    cause,
    condition: above(min(latest('pegasus_upkeep_success_age_seconds', { task }), 'task'), hours * HOUR),
    forSeconds: 300,
    summary: `The last ${task} that succeeded is more than ${hours} hour${hours === 1 ? '' : 's'} old.`,
    effect,
    scenarios: [
      {
        title: 'silence is told of, until it is broken',
        every: 300,
        series: [
          {
            name: 'pegasus_upkeep_success_age_seconds',
            labels: { task },
            values: [
              { from: 0, by: 300, times: hours * 12 + 6 },
              { from: 0, by: 300, times: 3 },
            ],
          },
        ],
        expect: [
          { at: hours * HOUR, firing: [] },
          { at: hours * HOUR + 1500, firing: [{ task }] },
          { at: hours * HOUR + 2400, firing: [] },
        ],
      },
    ],
  };
}

export const objectsDamaged: Alert = {
  name: 'PegasusObjectsDamaged',
  severity: 'page',
  cause: 'storage',
  condition: above(max(latest('pegasus_object_faults', { fault: { not: 'orphaned' } }), 'fault'), 0),
  forSeconds: 0,
  summary: 'Some stored objects are {fault}.',
  effect: 'A recording cannot be played or an export not be downloaded.',
  scenarios: [
    {
      title: 'a finding is told of, until it is mended',
      every: 60,
      series: [
        {
          name: 'pegasus_object_faults',
          labels: { fault: 'damaged' },
          values: [
            { from: 0, by: 0, times: 2 },
            { from: 1, by: 0, times: 3 },
            { from: 0, by: 0, times: 3 },
          ],
        },
        {
          name: 'pegasus_object_faults',
          labels: { fault: 'orphaned' },
          values: [{ from: 3, by: 0, times: 9 }],
        },
      ],
      expect: [
        { at: 120, firing: [] },
        { at: 240, firing: [{ fault: 'damaged' }] },
        { at: 480, firing: [] },
      ],
    },
  ],
};

export const upkeepAlerts: readonly Alert[] = [
  ...WATCHED.flatMap((watched) => [failing(watched), silent(watched)]),
  objectsDamaged,
];
