import { BURN_RATES, SLOS, type Slo } from '../slo.ts';
import type { Alert } from './define.ts';
import { above, both, type Expression, increase, ratio, sum } from './expression.ts';

/** The share of bad events of an objective within a window of seconds. */
export function objectiveBurn(slo: Pick<Slo, 'id'>, seconds: number): Expression {
  const events = (where: Record<string, string>) =>
    sum(increase('pegasus_objective_events_total', seconds, { objective: slo.id, ...where }), 'objective');
  return ratio(events({ verdict: 'bad' }), events({}));
}

type Burn = (typeof BURN_RATES)[number];

function burnAlert(slo: Slo, burn: Burn): Alert {
  const limit = Number((burn.factor * (1 - slo.objective)).toPrecision(6));
  return {
    name: 'PegasusObjectiveMissed',
    labels: { speed: burn.speed, stage: slo.stage },
    severity: burn.severity,
    cause: 'objective',
    condition: both(
      above(objectiveBurn(slo, burn.long), limit),
      above(objectiveBurn(slo, burn.short), limit),
    ),
    forSeconds: 120,
    summary: `«{objective}» uses up its budget of bad events ${burn.factor} times as fast as it may.`,
    effect: slo.about,
    scenarios: [burnScenario(slo, burn)],
  };
}

/** Hours of nothing but bad events, then of none: the alert comes, and goes when the short window is clean. */
function burnScenario(slo: Slo, { long, short }: Burn): Alert['scenarios'][number] {
  const every = short / 5;
  const steps = Math.ceil(long / every);
  const series = (verdict: string) => ({
    name: 'pegasus_objective_events_total',
    labels: { objective: slo.id, verdict },
  });
  const trouble = steps;
  return {
    title: 'trouble that lasts is told of, and its end soon after',
    every,
    series: [
      {
        ...series('good'),
        values: [
          { from: 0, by: 10, times: 2 * steps },
          { from: 20 * steps, by: 0, times: trouble },
          { from: 20 * steps + 10, by: 10, times: 10 },
        ],
      },
      {
        ...series('bad'),
        values: [
          { from: 0, by: 0, times: 2 * steps },
          { from: 10, by: 10, times: trouble },
          { from: 10 * (trouble + 1), by: 0, times: 10 },
        ],
      },
    ],
    expect: [
      { at: every * 2 * steps, firing: [] },
      { at: every * (3 * steps), firing: [{ objective: slo.id }] },
      { at: every * (3 * steps + 10), firing: [] },
    ],
  };
}

export const objectiveAlerts: readonly Alert[] = SLOS.flatMap((slo) =>
  BURN_RATES.map((burn) => burnAlert(slo, burn)),
);
