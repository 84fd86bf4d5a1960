import type { Dashboard, Panel } from './define.ts';

const share = (metric: string, quantile: number, labels = '') =>
  `histogram_quantile(${quantile}, sum by (stage, le) (increase(${metric}_bucket${labels}[15m])))`;

function timing(title: string, about: string, metric: string, labels?: string): Panel {
  return {
    title,
    about,
    kind: 'over time',
    unit: 's',
    queries: [
      { expr: share(metric, 0.5, labels), legend: '{{stage}} p50' },
      { expr: share(metric, 0.95, labels), legend: '{{stage}} p95' },
    ],
    width: 12,
  };
}

/** How long each stage makes a lecture wait and how long it works. */
export const stages: Dashboard = {
  id: 'pegasus-stages',
  title: 'Pegasus: stages',
  rows: [
    {
      title: 'Timings',
      panels: [
        timing(
          'Queue wait',
          'From the queue to a worker. Grows first when workers are too few.',
          'pegasus_stage_wait_seconds',
        ),
        timing(
          'Run time',
          'Of tries that succeeded. Grows when a provider or the machine is slow.',
          'pegasus_stage_run_seconds',
          '{outcome="succeeded"}',
        ),
      ],
    },
    {
      title: 'Depth and trouble',
      panels: [
        {
          title: 'Open tries',
          about: 'Waiting and running, by stage.',
          kind: 'over time',
          unit: 'short',
          queries: [
            { expr: 'max by (stage, state) (pegasus_stage_open_runs)', legend: '{{stage}} {{state}}' },
          ],
          width: 8,
        },
        {
          title: 'Retries',
          about: 'Tries that failed and are tried again, over ten minutes.',
          kind: 'over time',
          unit: 'short',
          queries: [
            { expr: 'sum by (stage) (increase(pegasus_stage_retries_total[10m]))', legend: '{{stage}}' },
          ],
          width: 8,
        },
        {
          title: 'Dead letters',
          about: 'Lectures that used up their retries, over a day.',
          kind: 'over time',
          unit: 'short',
          queries: [
            { expr: 'sum by (stage) (increase(pegasus_dead_letters_total[1d]))', legend: '{{stage}}' },
          ],
          width: 8,
        },
        {
          title: 'Share of tries that fail',
          about: 'By stage, over ten minutes.',
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
          title: 'Speech heard',
          about:
            'Seconds of recording transcribed in a second: how many times real time all workers are together.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (provider) (rate(pegasus_recording_seconds_total[15m]))',
              legend: '{{provider}}',
            },
          ],
          width: 12,
        },
      ],
    },
  ],
};
