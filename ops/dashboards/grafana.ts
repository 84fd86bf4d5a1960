import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as SeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Dashboard, Panel } from './define.ts';

/** The variable of the dashboard with which a reader chooses the server; Grafana fills it in. */
const SOURCE = { type: 'prometheus', uid: '$source' };
const HEIGHT = { now: 5, 'over time': 8 };

/** A dashboard as Grafana reads it. */
export function toGrafana(dashboard: Dashboard): object {
  const builder = new DashboardBuilder(dashboard.title)
    .uid(dashboard.id)
    .tags(['pegasus', 'generated'])
    .readonly()
    .refresh('30s')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .withVariable(new DatasourceVariableBuilder('source').label('Prometheus').type('prometheus'));
  for (const row of dashboard.rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(toPanel(panel));
  }
  return builder.build();
}

function toPanel(panel: Panel): StatBuilder | SeriesBuilder {
  const builder = panel.kind === 'now' ? new StatBuilder() : new SeriesBuilder();
  builder
    .title(panel.title)
    .description(panel.about)
    .unit(panel.unit)
    .datasource(SOURCE)
    .span(panel.width)
    .height(HEIGHT[panel.kind])
    .noValue('none')
    .thresholds(thresholds(panel.bad));
  for (const { expr, legend } of panel.queries) {
    const query = new DataqueryBuilder().datasource(SOURCE).expr(expr).legendFormat(legend);
    builder.withTarget(panel.kind === 'now' ? query.instant() : query.range());
  }
  return builder;
}

function thresholds(bad: Panel['bad']): ThresholdsConfigBuilder {
  const steps = !bad
    ? [{ value: null, color: 'green' }]
    : 'above' in bad
      ? [
          { value: null, color: 'green' },
          { value: bad.above, color: 'red' },
        ]
      : [
          { value: null, color: 'red' },
          { value: bad.below, color: 'green' },
        ];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
