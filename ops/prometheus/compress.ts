import type { Alert, Scenario } from '@pegasus/server/alerts/define.ts';
import type { Condition, Expression, Where } from '@pegasus/server/alerts/expression.ts';

/** Seconds that one point of a scenario lasts when it is played. */
export const STEP_SECONDS = 1;

/**
 * The same alert for a scenario that is played faster than life, beside others that are played at the same
 * time: every window and wait is shorter by as much, and it sees only the series of its own play.
 */
export function compress(alert: Alert, scenario: Scenario, play: string): Alert {
  const factor = scenario.every / STEP_SECONDS;
  return {
    ...alert,
    condition: scopeCondition(alert.condition, { play }, factor),
    forSeconds: Math.ceil(alert.forSeconds / factor),
    labels: { ...alert.labels, play },
  };
}

function scopeCondition(condition: Condition, scope: Where, factor: number): Condition {
  switch (condition.kind) {
    case 'compare':
      return { ...condition, left: scopeExpression(condition.left, scope, factor) };
    case 'absent':
      return { ...condition, where: { ...condition.where, ...scope } };
    case 'always':
      return condition;
    default:
      return {
        ...condition,
        left: scopeCondition(condition.left, scope, factor),
        right: scopeCondition(condition.right, scope, factor),
      };
  }
}

function scopeExpression(expression: Expression, scope: Where, factor: number): Expression {
  switch (expression.kind) {
    case 'latest':
      return { ...expression, where: { ...expression.where, ...scope } };
    case 'increase':
    case 'quantile': {
      const seconds = Math.max(2, Math.round(expression.seconds / factor));
      return { ...expression, seconds, where: { ...expression.where, ...scope } };
    }
    case 'divide':
      return {
        ...expression,
        over: scopeExpression(expression.over, scope, factor),
        under: scopeExpression(expression.under, scope, factor),
      };
    default:
      return { ...expression, of: scopeExpression(expression.of, scope, factor) };
  }
}
