import { type Condition, type Expression, LOOK_BACK_SECONDS } from './expression.ts';
import { type History, keyOf, type Labels, type Point } from './history.ts';

/** A number for a set of labels. */
export interface Value {
  labels: Labels;
  value: number;
}

/** For which labels a condition holds at a moment (seconds since 1970), with the value that it was judged by. */
export function holds(condition: Condition, history: History, at: number): Value[] {
  switch (condition.kind) {
    case 'compare':
      return evaluate(condition.left, history, at).filter(({ value }) =>
        COMPARISONS[condition.is](value, condition.right),
      );
    case 'absent': {
      const present = history.range(condition.metric, condition.where, at - LOOK_BACK_SECONDS, at);
      return present.some(({ points }) => isTold(points))
        ? []
        : [{ labels: equalities(condition.where), value: 1 }];
    }
    case 'always':
      return [{ labels: {}, value: 1 }];
    case 'and':
    case 'unless': {
      const wanted = condition.kind === 'and';
      const right = new Set(holds(condition.right, history, at).map(({ labels }) => keyOf(labels)));
      return holds(condition.left, history, at).filter(({ labels }) => right.has(keyOf(labels)) === wanted);
    }
    case 'or': {
      const left = holds(condition.left, history, at);
      const seen = new Set(left.map(({ labels }) => keyOf(labels)));
      return [
        ...left,
        ...holds(condition.right, history, at).filter(({ labels }) => !seen.has(keyOf(labels))),
      ];
    }
  }
}

/** Whether the newest of these points is one, and not the end of the series. */
function isTold(points: readonly Point[]): boolean {
  const last = points.at(-1);
  return last !== undefined && !Number.isNaN(last.value);
}

const COMPARISONS: Record<(Condition & { kind: 'compare' })['is'], (a: number, b: number) => boolean> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '==': (a, b) => a === b,
};

export function evaluate(expression: Expression, history: History, at: number): Value[] {
  switch (expression.kind) {
    case 'latest':
      return history
        .range(expression.metric, expression.where, at - LOOK_BACK_SECONDS, at)
        .filter(({ points }) => isTold(points))
        .map(({ labels, points }) => ({ labels, value: points.at(-1)?.value ?? Number.NaN }));
    case 'increase':
      return history
        .range(expression.metric, expression.where, at - expression.seconds, at)
        .flatMap(({ labels, points }) => {
          const told = points.filter(({ value }) => !Number.isNaN(value));
          const value = increaseOf(told, at - expression.seconds, at);
          return value === undefined ? [] : [{ labels, value }];
        });
    case 'sum':
    case 'max':
    case 'min':
      return grouped(evaluate(expression.of, history, at), expression.by).map(({ labels, values }) => ({
        labels,
        value: AGGREGATES[expression.kind](values.map(({ value }) => value)),
      }));
    case 'divide': {
      const under = new Map(
        evaluate(expression.under, history, at).map(({ labels, value }) => [keyOf(labels), value]),
      );
      return evaluate(expression.over, history, at).flatMap(({ labels, value }) => {
        const divisor = under.get(keyOf(labels));
        return divisor === undefined ? [] : [{ labels, value: value / divisor }];
      });
    }
    case 'age':
      return evaluate(expression.of, history, at).map(({ labels, value }) => ({ labels, value: at - value }));
    case 'quantile': {
      const { share, metric, where, seconds, by } = expression;
      const buckets = evaluate({ kind: 'increase', metric: `${metric}_bucket`, where, seconds }, history, at);
      return grouped(buckets, by).map(({ labels, values }) => ({
        labels,
        value: quantileOf(share, grouped(values, ['le'])),
      }));
    }
  }
}

const AGGREGATES: Record<'sum' | 'max' | 'min', (values: number[]) => number> = {
  sum: (values) => values.reduce((total, value) => total + value, 0),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
};

function grouped(values: readonly Value[], by: readonly string[]): { labels: Labels; values: Value[] }[] {
  const named = values.map((value) => ({
    value,
    labels: Object.fromEntries(
      by.flatMap((label) => (value.labels[label] === undefined ? [] : [[label, value.labels[label]]])),
    ) as Labels,
  }));
  return [...Map.groupBy(named, ({ labels }) => keyOf(labels)).values()].map((members) => ({
    labels: members[0]?.labels ?? {},
    values: members.map(({ value }) => value),
  }));
}

/**
 * Growth of a counter within a window; undefined for fewer than two points. As Prometheus defines it
 * (`extrapolatedRate` in its promql package): a fall is a restart from zero, and the growth between the first
 * and last point is stretched to the window's ends, but over no gap longer than 1.1 usual ones and never
 * below zero.
 */
function increaseOf(points: readonly Point[], from: number, to: number): number | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return undefined;
  let growth = last.value - first.value;
  for (let at = 1; at < points.length; at++) {
    const before = points[at - 1]?.value ?? 0;
    if ((points[at]?.value ?? 0) < before) growth += before;
  }
  const covered = last.at - first.at;
  const usualGap = covered / (points.length - 1);
  const farGap = usualGap * 1.1;
  let toStart = first.at - from;
  const toEnd = to - last.at;
  // A counter begins at zero: before the moment at which this one would have been there, there was nothing.
  if (growth > 0 && first.value >= 0) toStart = Math.min(toStart, covered * (first.value / growth));
  const stretched =
    covered + (toStart < farGap ? toStart : usualGap / 2) + (toEnd < farGap ? toEnd : usualGap / 2);
  return growth * (stretched / covered);
}

/** As `histogram_quantile` of Prometheus: linear within the bucket, and the last finite bound beyond it. */
function quantileOf(share: number, groups: readonly { labels: Labels; values: Value[] }[]): number {
  const buckets = groups
    .map(({ labels, values }) => ({
      bound: labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le),
      count: AGGREGATES.sum(values.map(({ value }) => value)),
    }))
    .sort((a, b) => a.bound - b.bound);
  const total = buckets.at(-1)?.count ?? 0;
  if (buckets.length < 2 || total === 0) return Number.NaN;
  const rank = share * total;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  const before = buckets[index - 1];
  if (!bucket) return Number.NaN;
  if (bucket.bound === Number.POSITIVE_INFINITY) return before?.bound ?? Number.NaN;
  const lower = before?.bound ?? 0;
  const inside = bucket.count - (before?.count ?? 0);
  return lower + (bucket.bound - lower) * ((rank - (before?.count ?? 0)) / inside);
}

function equalities(where: Readonly<Record<string, string | { not: string }>>): Labels {
  return Object.fromEntries(Object.entries(where).filter((entry) => typeof entry[1] === 'string')) as Labels;
}
