import { objectiveBurn } from '@pegasus/server/alerts/objective-alerts.ts';
import { toPromql } from '@pegasus/server/alerts/promql.ts';
import { SLO_DAYS, SLOS, type Slo } from '@pegasus/server/slo.ts';
import type { Dashboard, Panel } from './define.ts';

function left(slo: Slo): Panel {
  const spent = toPromql(objectiveBurn(slo, SLO_DAYS * 86_400));
  return {
    title: slo.title,
    about: `${slo.about} Share of the budget of ${SLO_DAYS} days that is left; ${slo.objective * 100} % is promised.`,
    kind: 'now',
    unit: 'percentunit',
    queries: [{ expr: `1 - (${spent}) / ${(1 - slo.objective).toPrecision(4)}`, legend: 'budget left' }],
    bad: { below: 0.2 },
    width: 6,
  };
}

function burn(slo: Slo): Panel {
  return {
    title: `${slo.title}: bad events`,
    about: 'Share over an hour and over six.',
    kind: 'over time',
    unit: 'percentunit',
    queries: [
      { expr: toPromql(objectiveBurn(slo, 3600)), legend: '1 h' },
      { expr: toPromql(objectiveBurn(slo, 6 * 3600)), legend: '6 h' },
    ],
    bad: { above: 1 - slo.objective },
    width: 12,
  };
}

export const objectives: Dashboard = {
  id: 'pegasus-objectives',
  title: 'Pegasus: objectives',
  rows: [
    { title: 'Budget that is left', panels: SLOS.map(left) },
    { title: 'How fast it burns', panels: SLOS.map(burn) },
  ],
};
