import type { Sample } from '../metrics.ts';
import type { Scenario, Stretch } from './define.ts';
import { createHistory, type RecordedHistory } from './history.ts';

const DAY = 86_400;

/** The points of a scenario in the order of time: what would have been scraped at each moment. */
export function* scrapesOf({ series, every }: Scenario): Generator<{ at: number; samples: Sample[] }> {
  const spread = series.map(({ name, labels, values }) => ({
    name,
    labels,
    values: values.flatMap(spreadOut),
  }));
  const length = Math.max(...spread.map(({ values }) => values.length));
  for (let step = 0; step < length; step++) {
    const samples = spread.flatMap(({ name, labels, values }) => {
      const value = values[step];
      return value === undefined ? [] : [{ name, labels, value }];
    });
    yield { at: step * every, samples };
  }
}

/** A history that has room for what a scenario tells. */
export function emptyHistory({ series }: Scenario): RecordedHistory {
  return createHistory(new Map(series.map(({ name }) => [name, 4 * DAY])));
}

function spreadOut(part: Stretch | { gap: number }): (number | undefined)[] {
  if ('gap' in part) return Array.from({ length: part.gap }, () => undefined);
  return Array.from({ length: part.times + 1 }, (_, step) => part.from + step * part.by);
}

/** The values of a series as `promtool test rules` reads them. */
export function notation(values: readonly (Stretch | { gap: number })[]): string {
  return values
    .map((part) =>
      'gap' in part ? `_x${part.gap}` : `${part.from}${part.by < 0 ? '' : '+'}${part.by}x${part.times}`,
    )
    .join(' ');
}
