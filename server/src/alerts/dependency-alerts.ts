import type { Alert, Cause } from './define.ts';
import { above, absent, always, below, equals, latest, max, min, unless } from './expression.ts';

function dependencyDown(
  dependency: 'database' | 'storage' | 'queue',
  name: Alert['name'],
  effect: string,
): Alert {
  const series = { name: 'pegasus_dependency_up', labels: { dependency } };
  return {
    name,
    severity: 'page',
    cause: dependency satisfies Cause,
    condition: equals(min(latest('pegasus_dependency_up', { dependency }), 'dependency'), 0),
    forSeconds: 30,
    summary: 'A process cannot use the {dependency}.',
    silences: ['stage', 'queue', 'worker', 'keeping', 'backup', 'canary', 'objective'].filter(
      (follows): follows is Cause => follows !== dependency,
    ),
    effect,
    scenarios: [
      {
        title: `a ${dependency} that is away for a minute is told of, until it is back`,
        every: 15,
        series: [
          {
            ...series,
            values: [
              { from: 1, by: 0, times: 3 },
              { from: 0, by: 0, times: 5 },
              { from: 1, by: 0, times: 4 },
            ],
          },
        ],
        expect: [
          { at: 60, firing: [] },
          { at: 120, firing: [{ dependency }] },
          { at: 180, firing: [] },
        ],
      },
    ],
  };
}

export const databaseDown = dependencyDown(
  'database',
  'PegasusDatabaseDown',
  'Nothing can be opened or handed in; recordings go on on the device.',
);
export const storageDown = dependencyDown(
  'storage',
  'PegasusStorageDown',
  'Recordings cannot be handed in or played, files not downloaded.',
);
export const queueDown = dependencyDown(
  'queue',
  'PegasusQueueDown',
  'What is handed in cannot be accepted and nothing is worked on.',
);

export const noWorker: Alert = {
  name: 'PegasusNoWorker',
  severity: 'page',
  cause: 'worker',
  condition: equals(max(latest('pegasus_workers')), 0),
  forSeconds: 60,
  summary: 'No worker has given a sign of life for a minute.',
  silences: ['stage', 'queue', 'canary', 'objective'],
  effect: 'Lectures are accepted and wait.',
  scenarios: [
    {
      title: 'workers that are all gone are told of, until one is back',
      every: 15,
      series: [
        {
          name: 'pegasus_workers',
          labels: {},
          values: [
            { from: 2, by: 0, times: 3 },
            { from: 0, by: 0, times: 8 },
            { from: 1, by: 0, times: 3 },
          ],
        },
      ],
      expect: [
        { at: 90, firing: [] },
        { at: 150, firing: [{}] },
        { at: 210, firing: [] },
      ],
    },
  ],
};

function diskLow(name: Alert['name'], severity: 'page' | 'ticket', share: number, words: string): Alert {
  return {
    name,
    severity,
    cause: 'disk',
    condition: below(min(latest('pegasus_disk_free_ratio')), share),
    forSeconds: 60,
    summary: `Less than ${words} of the disk that holds the data is free.`,
    effect: 'When it is full, nothing can be handed in; recordings stay on the device.',
    scenarios: [
      {
        title: 'a disk that fills is told of, until there is room again',
        every: 15,
        series: [
          {
            name: 'pegasus_disk_free_ratio',
            labels: {},
            values: [
              { from: share + 0.1, by: 0, times: 3 },
              { from: share - 0.01, by: 0, times: 8 },
              { from: share + 0.2, by: 0, times: 3 },
            ],
          },
        ],
        expect: [
          { at: 45, firing: [] },
          { at: 165, firing: [{}] },
          { at: 210, firing: [] },
        ],
      },
    ],
  };
}

export const diskFilling = diskLow('PegasusDiskFilling', 'ticket', 0.15, 'a seventh');
export const diskFull = diskLow('PegasusDiskFull', 'page', 0.05, 'a twentieth');

/** A disk that hangs tells nothing at all, so silence is what is seen of it, while other figures come. */
export const diskUnreadable: Alert = {
  name: 'PegasusDiskUnreadable',
  severity: 'page',
  cause: 'disk',
  condition: unless(absent('pegasus_disk_free_ratio'), absent('pegasus_dependency_up')),
  forSeconds: 60,
  summary: 'No process can say how full the disk with the data is.',
  effect: 'What needs the disk stands still.',
  scenarios: [
    {
      title: 'a disk that hangs is told of, until it answers',
      every: 60,
      series: [
        {
          name: 'pegasus_dependency_up',
          labels: { dependency: 'database' },
          values: [{ from: 1, by: 0, times: 16 }],
        },
        {
          name: 'pegasus_disk_free_ratio',
          labels: {},
          values: [{ from: 0.5, by: 0, times: 2 }, { gap: 11 }, { from: 0.5, by: 0, times: 2 }],
        },
      ],
      expect: [
        { at: 180, firing: [] },
        { at: 660, firing: [{}] },
        { at: 900, firing: [] },
      ],
    },
  ],
};

export const certificateEnding: Alert = {
  name: 'PegasusCertificateEnding',
  severity: 'ticket',
  cause: 'watching',
  condition: below(min(latest('pegasus_certificate_seconds')), 14 * 86_400),
  forSeconds: 3600,
  summary: 'The certificate under the public address runs out within a fortnight.',
  effect: 'None now; after that browsers refuse to open Pegasus.',
  scenarios: [
    {
      title: 'a certificate that nobody renews is told of, until somebody does',
      every: 600,
      series: [
        {
          name: 'pegasus_certificate_seconds',
          labels: {},
          values: [
            { from: 14 * 86_400 + 1800, by: -600, times: 14 },
            { from: 80 * 86_400, by: -600, times: 3 },
          ],
        },
      ],
      expect: [
        { at: 3600, firing: [] },
        { at: 8400, firing: [{}] },
        { at: 9600, firing: [] },
      ],
    },
  ],
};

export const clockWrong: Alert = {
  name: 'PegasusClockWrong',
  severity: 'ticket',
  cause: 'watching',
  condition: above(max(latest('pegasus_clock_skew_seconds')), 5),
  forSeconds: 300,
  summary: 'The clock of a process and that of the database are more than five seconds apart.',
  effect: 'Links expire too soon or too late, and times on the screen are wrong.',
  scenarios: [
    {
      title: 'clocks that stay apart are told of',
      every: 60,
      series: [
        {
          name: 'pegasus_clock_skew_seconds',
          labels: {},
          values: [
            { from: 0.1, by: 0, times: 2 },
            { from: 9, by: 0, times: 8 },
            { from: 0, by: 0, times: 2 },
          ],
        },
      ],
      expect: [
        { at: 240, firing: [] },
        { at: 600, firing: [{}] },
        { at: 780, firing: [] },
      ],
    },
  ],
};

export const metricsAbsent: Alert = {
  name: 'PegasusMetricsAbsent',
  severity: 'page',
  cause: 'watching',
  condition: absent('pegasus_dependency_up'),
  forSeconds: 120,
  summary: 'No process of Pegasus tells any figures.',
  effect: 'Pegasus is down, or nobody can see how it is.',
  scenarios: [
    {
      title: 'figures that stay away are told of, until they are back',
      every: 60,
      series: [
        {
          name: 'pegasus_dependency_up',
          labels: { dependency: 'database' },
          values: [{ from: 1, by: 0, times: 2 }, { gap: 12 }, { from: 1, by: 0, times: 3 }],
        },
      ],
      expect: [
        { at: 360, firing: [] },
        { at: 720, firing: [{}] },
        { at: 960, firing: [] },
      ],
    },
  ],
};

export const watchdog: Alert = {
  name: 'PegasusWatchdog',
  severity: 'watchdog',
  cause: 'watching',
  condition: always,
  forSeconds: 0,
  summary: 'The watching works. Whoever hears this no more has a reason to look.',
  effect: 'None.',
  scenarios: [
    {
      title: 'is heard always',
      every: 60,
      series: [{ name: 'pegasus_workers', labels: {}, values: [{ from: 1, by: 0, times: 3 }] }],
      expect: [{ at: 120, firing: [{}] }],
    },
  ],
};

export const dependencyAlerts: readonly Alert[] = [
  databaseDown,
  storageDown,
  queueDown,
  noWorker,
  diskFilling,
  diskFull,
  diskUnreadable,
  certificateEnding,
  clockWrong,
  metricsAbsent,
  watchdog,
];
