import type { Alert } from '@pegasus/server/alerts/define.ts';
import type { Condition, Expression, Where } from '@pegasus/server/alerts/expression.ts';

export interface Haste {
  /** How many times as fast as life. */
  factor: number;
  /** Labels of the only series that count. */
  scope?: Where;
  /** Whether limits that are seconds are shorter too, but for signs of life and clocks, which keep their own pace. */
  limits?: boolean;
}

/** Windows shorter than this many seconds would hold too few points. */
const SHORTEST_WINDOW = 2;
const OWN_PACE =
  /^pegasus_(stage_silent_seconds|clock_skew_seconds|certificate_seconds|upkeep_success_age_seconds)$/;

/** The same alert for figures that move faster than life: its windows and waits are shorter by as much. */
export function hasten(alert: Alert, haste: Haste): Alert {
  return {
    ...alert,
    condition: hastenCondition(alert.condition, haste),
    forSeconds: Math.ceil(alert.forSeconds / haste.factor),
  };
}

function hastenCondition(condition: Condition, haste: Haste): Condition {
  switch (condition.kind) {
    case 'compare': {
      const shorter = haste.limits && isLength(condition.left);
      return {
        ...condition,
        left: hastenExpression(condition.left, haste),
        right: shorter ? condition.right / haste.factor : condition.right,
      };
    }
    case 'absent':
      return { ...condition, where: { ...condition.where, ...haste.scope } };
    case 'always':
      return condition;
    default:
      return {
        ...condition,
        left: hastenCondition(condition.left, haste),
        right: hastenCondition(condition.right, haste),
      };
  }
}

/** Whether an expression gives a length of time that a hurried life makes shorter. */
function isLength(expression: Expression): boolean {
  switch (expression.kind) {
    case 'latest':
    case 'quantile':
      return expression.metric.endsWith('_seconds') && !OWN_PACE.test(expression.metric);
    case 'sum':
    case 'max':
    case 'min':
      return isLength(expression.of);
    default:
      return false;
  }
}

function hastenExpression(expression: Expression, haste: Haste): Expression {
  const { factor, scope = {} } = haste;
  switch (expression.kind) {
    case 'latest':
      return { ...expression, where: { ...expression.where, ...scope } };
    case 'increase':
    case 'quantile': {
      const seconds = Math.max(SHORTEST_WINDOW, Math.round(expression.seconds / factor));
      return { ...expression, seconds, where: { ...expression.where, ...scope } };
    }
    case 'divide':
      return {
        ...expression,
        over: hastenExpression(expression.over, haste),
        under: hastenExpression(expression.under, haste),
      };
    default:
      return { ...expression, of: hastenExpression(expression.of, haste) };
  }
}
