import type { Alert, Scenario } from '@pegasus/server/alerts/define.ts';
import { runbookOf, sentenceOf } from '@pegasus/server/alerts/define.ts';
import type { Labels } from '@pegasus/server/alerts/history.ts';
import { notation } from '@pegasus/server/alerts/play.ts';

/**
 * A scenario of an alert as a test file of `promtool test rules`: the same figures, the same expectations. The
 * rules are looked at once a point, as the evaluator within the server does.
 */
export function ruleTest(alert: Alert, scenario: Scenario, ruleFile: string) {
  return {
    rule_files: [ruleFile],
    evaluation_interval: `${scenario.every}s`,
    tests: [
      {
        name: `${alert.name}: ${scenario.title}`,
        interval: `${scenario.every}s`,
        input_series: scenario.series.map(({ name, labels, values }) => ({
          series: `${name}{${Object.entries(labels)
            .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
            .join(',')}}`,
          values: notation(values),
        })),
        alert_rule_test: scenario.expect.map(({ at, firing }) => ({
          eval_time: `${at}s`,
          alertname: alert.name,
          exp_alerts: firing.map((labels) => expected(alert, labels)),
        })),
      },
    ],
  };
}

function expected(alert: Alert, labels: Labels) {
  return {
    exp_labels: { severity: alert.severity, cause: alert.cause, ...alert.labels, ...labels },
    exp_annotations: {
      summary: sentenceOf(alert, labels),
      effect: alert.effect,
      runbook: runbookOf(alert),
    },
  };
}
