import type { Dashboard } from './define.ts';

/** Which stage, since when, how bad, and what changed: what a person on call looks at first. */
export const overview: Dashboard = {
  id: 'pegasus-overview',
  title: 'Pegasus: overview',
  rows: [
    {
      title: 'Is something wrong',
      panels: [
        {
          title: 'Alerts that fire',
          about: 'Each with its stage. None is the usual answer.',
          kind: 'now',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (alertname, stage) (ALERTS{alertstate="firing", severity!="watchdog"}) or vector(0)',
              legend: '{{alertname}} {{stage}}',
            },
          ],
          bad: { above: 0 },
          width: 8,
        },
        {
          title: 'Database, storage, queue',
          about: '1 means that every process can use it.',
          kind: 'now',
          unit: 'short',
          queries: [{ expr: 'min by (dependency) (pegasus_dependency_up)', legend: '{{dependency}}' }],
          bad: { below: 1 },
          width: 6,
        },
        {
          title: 'Workers',
          about: 'Workers that gave a sign of life within half a minute.',
          kind: 'now',
          unit: 'short',
          queries: [{ expr: 'max(pegasus_workers)', legend: 'workers' }],
          bad: { below: 1 },
          width: 4,
        },
        {
          title: 'Free disk',
          about: 'Share of the disk with the data folder.',
          kind: 'now',
          unit: 'percentunit',
          queries: [{ expr: 'min(pegasus_disk_free_ratio)', legend: 'free' }],
          bad: { below: 0.15 },
          width: 6,
        },
      ],
    },
    {
      title: 'Which stage, since when',
      panels: [
        {
          title: 'Share of tries that fail',
          about: 'By stage, over ten minutes. A stage far above the others is where to look.',
          kind: 'over time',
          unit: 'percentunit',
          queries: [
            {
              expr: 'sum by (stage) (increase(pegasus_stage_runs_total{outcome="failed"}[10m])) / sum by (stage) (increase(pegasus_stage_runs_total{outcome!="cancelled"}[10m]))',
              legend: '{{stage}}',
            },
          ],
          bad: { above: 0.3 },
          width: 12,
        },
        {
          title: 'Failures by reason',
          about: 'The codes are those of docs/problems.md.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (stage, reason) (increase(pegasus_stage_failures_total[10m]))',
              legend: '{{stage}} {{reason}}',
            },
          ],
          width: 12,
        },
        {
          title: 'Waiting',
          about: 'Lectures that wait for a stage.',
          kind: 'over time',
          unit: 'short',
          queries: [
            { expr: 'max by (stage) (pegasus_stage_open_runs{state="waiting"})', legend: '{{stage}}' },
          ],
          width: 12,
        },
        {
          title: 'Oldest that waits',
          about: 'How long the oldest has waited for each stage.',
          kind: 'over time',
          unit: 's',
          queries: [{ expr: 'max by (stage) (pegasus_stage_oldest_waiting_seconds)', legend: '{{stage}}' }],
          bad: { above: 900 },
          width: 12,
        },
      ],
    },
    {
      title: 'What changed',
      panels: [
        {
          title: 'Lectures that came to an end',
          about: 'Ready, thin, failed and cancelled, an hour at a time.',
          kind: 'over time',
          unit: 'short',
          queries: [{ expr: 'sum by (state) (increase(pegasus_lectures_total[1h]))', legend: '{{state}}' }],
          width: 12,
        },
        {
          title: 'Releases that run',
          about: 'Processes by version and commit: a step here beside a step above names the cause.',
          kind: 'over time',
          unit: 'short',
          queries: [
            { expr: 'count by (version, commit) (pegasus_build_info)', legend: '{{version}} {{commit}}' },
          ],
          width: 12,
        },
      ],
    },
  ],
};
