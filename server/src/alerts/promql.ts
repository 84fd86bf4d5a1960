import type { Condition, Expression, Where } from './expression.ts';

/** An expression or a condition in the words of Prometheus. */
export function toPromql(node: Expression | Condition): string {
  switch (node.kind) {
    case 'latest':
      return selector(node.metric, node.where);
    case 'increase':
      return `increase(${selector(node.metric, node.where)}[${duration(node.seconds)}])`;
    case 'sum':
    case 'max':
    case 'min':
      return `${node.kind}${by(node.by)}(${toPromql(node.of)})`;
    case 'quantile': {
      const buckets = `increase(${selector(`${node.metric}_bucket`, node.where)}[${duration(node.seconds)}])`;
      return `histogram_quantile(${node.share}, sum${by([...node.by, 'le'])}(${buckets}))`;
    }
    case 'divide':
      return `${toPromql(node.over)} / ${toPromql(node.under)}`;
    case 'age':
      return `(time() - ${toPromql(node.of)})`;
    case 'compare':
      return `${toPromql(node.left)} ${node.is} ${node.right}`;
    case 'and':
    case 'or':
    case 'unless':
      return `(${toPromql(node.left)}) ${node.kind} (${toPromql(node.right)})`;
    case 'absent':
      return `absent(${selector(node.metric, node.where)})`;
    case 'always':
      return 'vector(1)';
  }
}

/** Seconds as Prometheus writes them, in the largest unit that divides them. */
export function duration(seconds: number): string {
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (seconds % length === 0) return `${seconds / length}${unit}`;
  }
  return `${seconds}s`;
}

function selector(name: string, where: Where): string {
  const matchers = Object.entries(where).map(([label, value]) =>
    typeof value === 'string'
      ? `${label}=${JSON.stringify(value)}`
      : `${label}!=${JSON.stringify(value.not)}`,
  );
  return matchers.length > 0 ? `${name}{${matchers.join(',')}}` : name;
}

function by(labels: readonly string[]): string {
  return labels.length > 0 ? ` by (${labels.join(', ')}) ` : '';
}
