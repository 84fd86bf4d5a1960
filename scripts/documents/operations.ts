import { type Alert, runbookOf } from '@pegasus/server/alerts/define.ts';
import { toPromql } from '@pegasus/server/alerts/promql.ts';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import { BURN_RATES, SLO_DAYS, SLOS } from '@pegasus/server/slo.ts';
import { stringify } from 'yaml';
import { alertmanagerConfig } from '../../ops/alertmanager/config.ts';
import { toGrafana } from '../../ops/dashboards/grafana.ts';
import { dashboards } from '../../ops/dashboards/registry.ts';
import { alertRules, objectiveRules } from '../../ops/prometheus/rules.ts';
import { type Document, jsonText, markdownPage, markdownTable, yamlText } from './define.ts';

/** Addresses of the example, to be replaced: Alertmanager has no way to leave them open. */
const EXAMPLE = {
  webhook: 'http://127.0.0.1:9099/alerts',
  mail: {
    to: 'on-call@example.org',
    from: 'pegasus@example.org',
    smarthost: '127.0.0.1:25',
    requireTls: true,
  },
  watchdog: 'http://127.0.0.1:9099/watchdog',
};

export const operationsDocument: Document = {
  name: 'rules, routes and dashboards',
  files: async () => [
    { path: 'ops/generated/prometheus/alerts.yaml', text: yaml('server/src/alerts', alertRules(alerts)) },
    { path: 'ops/generated/prometheus/objectives.yaml', text: yaml('server/src/slo.ts', objectiveRules()) },
    {
      path: 'ops/generated/alertmanager.yaml',
      text: yaml('ops/alertmanager/config.ts', alertmanagerConfig(alerts, EXAMPLE)),
    },
    ...dashboards.map((dashboard) => ({
      path: `ops/generated/grafana/${dashboard.id}.json`,
      text: jsonText('x-generated', 'ops/dashboards', toGrafana(dashboard)),
    })),
    { path: 'docs/alerts.md', text: alertsPage() },
    { path: 'docs/objectives.md', text: objectivesPage() },
  ],
};

function yaml(source: string, content: object): string {
  return yamlText(source, stringify(content, { aliasDuplicateObjects: false, lineWidth: 0 }));
}

function alertsPage(): string {
  const row = (alert: Alert) => [
    [alert.name, alert.labels?.speed].filter(Boolean).join(' '),
    alert.severity,
    alert.cause,
    alert.summary.replaceAll(/\{(\w+)\}/g, '‹$1›'),
    `\`${toPromql(alert.condition)}\`${alert.forSeconds > 0 ? ` for ${alert.forSeconds} s` : ''}`,
    `[what to do](../${runbookOf(alert)})`,
  ];
  return markdownPage(
    'server/src/alerts',
    'Alerts',
    'Of what a person on call is told, by Prometheus and by the server itself. `page` wakes somebody, `ticket` waits for the morning.',
    markdownTable(['Alert', 'Severity', 'Cause', 'What it says', 'When', 'Runbook'], alerts.map(row)),
  );
}

function objectivesPage(): string {
  return markdownPage(
    'server/src/slo.ts',
    'Objectives',
    `What is promised, over ${SLO_DAYS} days.`,
    markdownTable(
      ['Objective', 'Promised', 'What counts', 'Where to look'],
      SLOS.map(({ title, objective, about, stage }) => [title, `${objective * 100} %`, about, stage]),
    ),
    '## When its budget burns too fast',
    markdownTable(
      ['Speed', 'Times as fast as allowed', 'Over', 'Confirmed over', 'Severity'],
      BURN_RATES.map(({ speed, factor, long, short, severity }) => [
        speed,
        String(factor),
        `${long / 3600} h`,
        `${short / 60} min`,
        severity,
      ]),
    ),
  );
}
