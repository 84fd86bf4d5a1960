import type { Alert } from '../alerts/define.ts';
import { keyOf, type Labels } from '../alerts/history.ts';
import type { ActiveAlert } from '../alerts/watch.ts';

/** An alert that is to be told, for one set of labels. */
export interface FiringAlert {
  key: string;
  name: string;
  severity: 'page' | 'ticket';
  labels: Labels;
  since: Date;
}

export interface Judged {
  /** What fires and is told. */
  told: FiringAlert[];
  /** Keys of what fires and is not told, because its cause is. */
  silenced: ReadonlySet<string>;
}

/** Of all that holds, what is to be told: not what only follows from something that fires, and not the watchdog. */
export function judgeFiring(active: readonly ActiveAlert[]): Judged {
  const firing = active.filter((each) => each.firing);
  const told: FiringAlert[] = [];
  const silenced = new Set<string>();
  for (const { alert, labels, since } of firing) {
    const { severity } = alert;
    if (severity === 'watchdog') continue;
    const all = { ...alert.labels, ...labels };
    const key = `${alert.name} ${keyOf(all)}`;
    if (firing.some((other) => silences(other.alert, alert))) silenced.add(key);
    else told.push({ key, name: alert.name, severity, labels: all, since: new Date(since * 1000) });
  }
  return { told, silenced };
}

/** As Alertmanager has it, what would silence itself is still told. */
function silences(cause: Alert, alert: Alert): boolean {
  return cause.name !== alert.name && (cause.silences?.includes(alert.cause) ?? false);
}
