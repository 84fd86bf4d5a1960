import type { MetricName } from '../metrics.ts';

/** Which series of a metric: each label equal to this, or unequal where the value is `{ not }`. */
export type Where = Readonly<Record<string, string | { not: string }>>;

/**
 * What is measured, as a small part of PromQL: enough for our alerts and small enough to be evaluated inside
 * the server too, so that who runs no Prometheus is told the same. An expression gives a number for each set
 * of labels; two are joined where their labels are equal.
 */
export type Expression =
  | { kind: 'latest'; metric: SeriesName; where: Where }
  /** Growth of a counter over the last seconds, resets counted, stretched to the whole window as PromQL does. */
  | { kind: 'increase'; metric: SeriesName; where: Where; seconds: number }
  | { kind: 'sum' | 'max' | 'min'; of: Expression; by: readonly string[] }
  /** The value below which a share of a histogram's recent observations lies. */
  | {
      kind: 'quantile';
      share: number;
      metric: MetricName;
      where: Where;
      seconds: number;
      by: readonly string[];
    }
  | { kind: 'divide'; over: Expression; under: Expression }
  /** Seconds since the moment that a metric holds, in seconds since 1970. */
  | { kind: 'age'; of: Expression };

/** A series as it is exposed: a metric, a part of a histogram, or what Prometheus itself adds. */
export type SeriesName = MetricName | `${MetricName}_${'bucket' | 'count' | 'sum'}` | 'up';

/** When something is wrong. It holds for each set of labels by itself. */
export type Condition =
  | { kind: 'compare'; left: Expression; is: '>' | '>=' | '<' | '=='; right: number }
  | { kind: 'and' | 'or' | 'unless'; left: Condition; right: Condition }
  /** No series of that name is there at all. */
  | { kind: 'absent'; metric: SeriesName; where: Where }
  /** Holds always: for what must be heard for as long as the watching works. */
  | { kind: 'always' };

export const latest = (metric: SeriesName, where: Where = {}): Expression => ({
  kind: 'latest',
  metric,
  where,
});

export const increase = (metric: SeriesName, seconds: number, where: Where = {}): Expression => ({
  kind: 'increase',
  metric,
  where,
  seconds,
});

export const sum = (of: Expression, ...by: string[]): Expression => ({ kind: 'sum', of, by });
export const max = (of: Expression, ...by: string[]): Expression => ({ kind: 'max', of, by });
export const min = (of: Expression, ...by: string[]): Expression => ({ kind: 'min', of, by });
export const age = (of: Expression): Expression => ({ kind: 'age', of });
export const ratio = (over: Expression, under: Expression): Expression => ({ kind: 'divide', over, under });

export function quantile(
  share: number,
  metric: MetricName,
  { seconds, where = {}, by = [] }: { seconds: number; where?: Where; by?: readonly string[] },
): Expression {
  return { kind: 'quantile', share, metric, where, seconds, by };
}

export const above = (left: Expression, right: number): Condition => ({
  kind: 'compare',
  left,
  is: '>',
  right,
});
export const atLeast = (left: Expression, right: number): Condition => ({
  kind: 'compare',
  left,
  is: '>=',
  right,
});
export const below = (left: Expression, right: number): Condition => ({
  kind: 'compare',
  left,
  is: '<',
  right,
});
export const equals = (left: Expression, right: number): Condition => ({
  kind: 'compare',
  left,
  is: '==',
  right,
});
export const both = (left: Condition, right: Condition): Condition => ({ kind: 'and', left, right });
export const either = (left: Condition, right: Condition): Condition => ({ kind: 'or', left, right });
export const unless = (left: Condition, right: Condition): Condition => ({ kind: 'unless', left, right });
export const absent = (metric: SeriesName, where: Where = {}): Condition => ({
  kind: 'absent',
  metric,
  where,
});
export const always: Condition = { kind: 'always' };

/** Every series that an expression or condition reads, so that a check can see whether each is emitted. */
export function seriesOf(node: Expression | Condition): { name: SeriesName; labels: string[] }[] {
  switch (node.kind) {
    case 'latest':
    case 'increase':
    case 'absent':
      return [{ name: node.metric, labels: Object.keys(node.where) }];
    case 'quantile':
      return [{ name: `${node.metric}_bucket`, labels: [...Object.keys(node.where), ...node.by] }];
    case 'sum':
    case 'max':
    case 'min':
      return seriesOf(node.of).map(({ name, labels }) => ({ name, labels: [...labels, ...node.by] }));
    case 'age':
      return seriesOf(node.of);
    case 'always':
      return [];
    case 'divide':
      return [...seriesOf(node.over), ...seriesOf(node.under)];
    case 'compare':
      return seriesOf(node.left);
    default:
      return [...seriesOf(node.left), ...seriesOf(node.right)];
  }
}

/** How far back each series must be known for an expression or condition, in seconds. */
export function windowsOf(node: Expression | Condition): { name: SeriesName; seconds: number }[] {
  switch (node.kind) {
    case 'latest':
    case 'absent':
      return [{ name: node.metric, seconds: LOOK_BACK_SECONDS }];
    case 'increase':
      return [{ name: node.metric, seconds: node.seconds }];
    case 'quantile':
      return [{ name: `${node.metric}_bucket`, seconds: node.seconds }];
    case 'sum':
    case 'max':
    case 'min':
    case 'age':
      return windowsOf(node.of);
    case 'divide':
      return [...windowsOf(node.over), ...windowsOf(node.under)];
    case 'always':
      return [];
    case 'compare':
      return windowsOf(node.left);
    default:
      return [...windowsOf(node.left), ...windowsOf(node.right)];
  }
}

/** How old the newest point may be to count as the value of now, in seconds; Prometheus looks back as far. */
export const LOOK_BACK_SECONDS = 300;
