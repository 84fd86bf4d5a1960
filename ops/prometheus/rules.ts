import { type Alert, runbookOf } from '@pegasus/server/alerts/define.ts';
import { objectiveBurn } from '@pegasus/server/alerts/objective-alerts.ts';
import { duration, toPromql } from '@pegasus/server/alerts/promql.ts';
import { BURN_RATES, SLO_DAYS, SLOS } from '@pegasus/server/slo.ts';

/** Seconds between two looks at the rules. */
export const EVALUATION_SECONDS = 15;

/** The alerts as a rule file of Prometheus, looked at every so many seconds. */
export function alertRules(alerts: readonly Alert[], seconds = EVALUATION_SECONDS) {
  const groups = Map.groupBy(alerts, ({ cause }) => cause);
  return {
    groups: [...groups].map(([cause, members]) => ({
      name: `pegasus-${cause}`,
      interval: `${seconds}s`,
      rules: members.map(alertRule),
    })),
  };
}

function alertRule(alert: Alert) {
  const template = (sentence: string) => sentence.replaceAll(/\{(\w+)\}/g, '{{ $labels.$1 }}');
  return {
    alert: alert.name,
    expr: toPromql(alert.condition),
    ...(alert.forSeconds > 0 ? { for: duration(alert.forSeconds) } : {}),
    labels: { severity: alert.severity, cause: alert.cause, ...alert.labels },
    annotations: {
      summary: template(alert.summary),
      effect: alert.effect,
      runbook: runbookOf(alert),
    },
  };
}

/** What panels and people ask of the objectives again and again, worked out once. */
export function objectiveRules() {
  const windows = [
    ...new Set([...BURN_RATES.flatMap(({ long, short }) => [long, short]), SLO_DAYS * 86_400]),
  ];
  return {
    groups: [
      {
        name: 'pegasus-objectives',
        interval: '60s',
        rules: SLOS.flatMap((slo) =>
          windows
            .toSorted((a, b) => a - b)
            .map((seconds) => ({
              record: `pegasus:objective_bad:ratio_increase${duration(seconds)}`,
              expr: toPromql(objectiveBurn(slo, seconds)),
              labels: { objective: slo.id },
            })),
        ),
      },
    ],
  };
}
