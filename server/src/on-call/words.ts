import { type Alert, runbookOf, sentenceOf } from '../alerts/define.ts';
import { alerts } from '../alerts/registry.ts';
import type { Message } from './define.ts';

/** The words of a message, as Prometheus' rules have them. A name that is not known any more has its labels only. */
export function wordsOf({ name, labels }: Pick<Message, 'name' | 'labels'>) {
  const alert = alertOf(name, labels);
  return {
    summary: alert ? sentenceOf(alert, labels) : name,
    effect: alert?.effect ?? '',
    runbook: runbookOf({ name: name as Alert['name'] }),
    cause: alert?.cause ?? 'watching',
  };
}

/** Of alerts of one name, the one whose own labels these are. */
function alertOf(name: string, labels: Message['labels']): Alert | undefined {
  const named = alerts.filter((alert) => alert.name === name);
  return named.find((alert) =>
    Object.entries(alert.labels ?? {}).every(([label, value]) => labels[label] === value),
  );
}

/** As a mail. */
export function letterOf(message: Message): { subject: string; text: string } {
  const { summary, effect, runbook } = wordsOf(message);
  const { stage } = message.labels;
  const where = stage ? `, stage ${stage}` : '';
  const lines = [
    `${message.status}: ${summary}`,
    `What a student notices: ${effect}`,
    `What to do: ${runbook}`,
    `Since ${message.since.toISOString()}${message.until ? ` until ${message.until.toISOString()}` : ''}`,
  ];
  return { subject: `[Pegasus ${message.status}] ${message.name}${where}`, text: `${lines.join('\n')}\n` };
}

/** As JSON of the form that Alertmanager posts, so that what takes the one takes the other. */
export function payloadOf(message: Message): object {
  const { summary, effect, runbook, cause } = wordsOf(message);
  const labels = { alertname: message.name, severity: message.severity, cause, ...message.labels };
  const annotations = { summary, effect, runbook };
  return {
    version: '4',
    receiver: 'pegasus',
    status: message.status,
    groupLabels: { alertname: message.name },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: '',
    alerts: [
      {
        status: message.status,
        labels,
        annotations,
        startsAt: message.since.toISOString(),
        endsAt: message.until?.toISOString() ?? '0001-01-01T00:00:00Z',
      },
    ],
  };
}
