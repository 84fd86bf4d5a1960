import { METRICS, type MetricEntry } from '@pegasus/server/metrics.ts';
import { type Document, markdownPage, markdownTable } from './define.ts';

export const metricsDocument: Document = {
  name: 'metrics',
  files: async () => [{ path: 'docs/metrics.md', text: metricsPage(METRICS) }],
};

export function metricsPage(metrics: Readonly<Record<string, MetricEntry>>): string {
  const rows = Object.entries(metrics).map(([name, { kind, labels, help, buckets }]) => [
    `\`${name}\``,
    kind,
    labels.map((label) => `\`${label}\``).join(', ') || 'none',
    help,
    buckets ? buckets.join(', ') : '',
  ]);
  const about =
    'Figures at `/metrics` in Prometheus text format, beside what the runtime tells of itself ' +
    '(`process_…`, `nodejs_…`). Stages are called ingest, transcribe, generate and export.';
  const header = ['Metric', 'Kind', 'Labels', 'What it tells', 'Buckets'];
  return markdownPage('server/src/metrics.ts', 'Metrics', about, markdownTable(header, rows));
}
