import type { Dashboard } from './define.ts';

/** Providers, routines and the processes themselves. */
export const machinery: Dashboard = {
  id: 'pegasus-machinery',
  title: 'Pegasus: machinery',
  rows: [
    {
      title: 'Providers',
      panels: [
        {
          title: 'Calls by outcome',
          about: 'Speech engines and language models.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (kind, provider, outcome) (increase(pegasus_provider_requests_total[10m]))',
              legend: '{{kind}} {{provider}} {{outcome}}',
            },
          ],
          width: 12,
        },
        {
          title: 'Time of a call',
          about: 'One call in twenty takes longer than p95.',
          kind: 'over time',
          unit: 's',
          queries: [
            {
              expr: 'histogram_quantile(0.95, sum by (kind, provider, le) (increase(pegasus_provider_request_seconds_bucket[15m])))',
              legend: '{{kind}} {{provider}} p95',
            },
          ],
          width: 12,
        },
      ],
    },
    {
      title: 'Routines',
      panels: [
        {
          title: 'Since the last success',
          about: 'Backup, retention, integrity and canary.',
          kind: 'over time',
          unit: 's',
          queries: [
            {
              expr: 'min by (task) (pegasus_upkeep_success_age_seconds)',
              legend: '{{task}}',
            },
          ],
          width: 12,
        },
        {
          title: 'Failures',
          about: 'Over a day; for the canary with the stage that failed.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (task, what) (increase(pegasus_upkeep_failures_total[1d]))',
              legend: '{{task}} {{what}}',
            },
          ],
          width: 12,
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'Requests',
          about: 'Answers a second, by class of status.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (status) (rate(pegasus_http_request_seconds_count[5m]))',
              legend: '{{status}}',
            },
          ],
          width: 8,
        },
        {
          title: 'Time of an answer',
          about: 'p95 over all addresses.',
          kind: 'over time',
          unit: 's',
          queries: [
            {
              expr: 'histogram_quantile(0.95, sum by (le) (increase(pegasus_http_request_seconds_bucket[5m])))',
              legend: 'p95',
            },
          ],
          width: 8,
        },
        {
          title: 'Event loop lag',
          about: 'How long a process is busy at a stretch.',
          kind: 'over time',
          unit: 's',
          queries: [{ expr: 'max by (instance) (nodejs_eventloop_lag_p99_seconds)', legend: '{{instance}}' }],
          width: 8,
        },
        {
          title: 'Memory',
          about: 'Resident memory of each process.',
          kind: 'over time',
          unit: 'bytes',
          queries: [{ expr: 'process_resident_memory_bytes', legend: '{{instance}}' }],
          width: 8,
        },
        {
          title: 'Connections to the database',
          about: 'Waiting means that all are in use.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (pool, state) (pegasus_database_connections{state!="most"})',
              legend: '{{pool}} {{state}}',
            },
          ],
          width: 8,
        },
        {
          title: 'Failures of the store',
          about: 'Requests that failed, by what was asked and why.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (operation, reason) (increase(pegasus_storage_errors_total[10m]))',
              legend: '{{operation}} {{reason}}',
            },
          ],
          width: 8,
        },
        {
          title: 'Cost of language models in a day',
          about: 'In the currency of the prices in the settings.',
          kind: 'over time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (provider) (increase(pegasus_provider_cost_total[1d]))',
              legend: '{{provider}}',
            },
          ],
          width: 24,
        },
      ],
    },
  ],
};
