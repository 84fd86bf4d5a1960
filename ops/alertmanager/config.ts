import { type Alert, CAUSES } from '@pegasus/server/alerts/define.ts';

export interface Receivers {
  /** Where each alert is posted as JSON. */
  webhook: string;
  mail: { to: string; from: string; smarthost: string; requireTls: boolean };
  /** Who notices when the watchdog falls silent. */
  watchdog: string;
}

export interface Pace {
  /** Seconds that a first message waits for others of its group. */
  groupWait: number;
  groupInterval: number;
  repeat: number;
}

const USUAL: Pace = { groupWait: 10, groupInterval: 60, repeat: 4 * 3600 };

/** Routes, grouping and inhibition for Alertmanager, from the alerts themselves. */
export function alertmanagerConfig(
  alerts: readonly Alert[],
  receivers: Receivers,
  pace: Pace = USUAL,
): object {
  const { webhook, mail, watchdog } = receivers;
  const seconds = (count: number) => `${count}s`;
  return {
    route: {
      receiver: 'on-call',
      group_by: ['cause', 'stage'],
      group_wait: seconds(pace.groupWait),
      group_interval: seconds(pace.groupInterval),
      repeat_interval: seconds(pace.repeat),
      routes: [
        {
          receiver: 'watchdog',
          matchers: ['severity="watchdog"'],
          group_wait: '0s',
          repeat_interval: '1m',
        },
      ],
    },
    receivers: [
      {
        name: 'on-call',
        webhook_configs: [{ url: webhook, send_resolved: true }],
        email_configs: [
          {
            to: mail.to,
            from: mail.from,
            smarthost: mail.smarthost,
            require_tls: mail.requireTls,
            send_resolved: true,
            headers: { Subject: SUBJECT },
            text: TEXT,
            html: '',
          },
        ],
      },
      { name: 'watchdog', webhook_configs: [{ url: watchdog, send_resolved: false }] },
    ],
    inhibit_rules: inhibitions(alerts),
  };
}

const SUBJECT =
  '[Pegasus {{ .Status }}] {{ .CommonLabels.alertname }}{{ with .CommonLabels.stage }}, stage {{ . }}{{ end }}';
const TEXT = `{{ range .Alerts }}{{ .Status }}: {{ .Annotations.summary }}
What a student notices: {{ .Annotations.effect }}
What to do: {{ .Annotations.runbook }}
Since {{ .StartsAt.Format "2006-01-02 15:04:05 MST" }}

{{ end }}`;

/** While the cause fires, what follows from it is not told. */
function inhibitions(alerts: readonly Alert[]): object[] {
  return alerts
    .filter(({ silences = [] }) => silences.length > 0)
    .map(({ name, silences = [] }) => ({
      source_matchers: [`alertname="${name}"`],
      target_matchers: [`cause=~"${CAUSES.filter((cause) => silences.includes(cause)).join('|')}"`],
    }));
}
