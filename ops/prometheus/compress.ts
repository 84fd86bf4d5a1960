import type { Alert, Scenario } from '@pegasus/server/alerts/define.ts';
import { hasten } from './hasten.ts';

/** Seconds that one point of a scenario lasts when it is played. */
export const STEP_SECONDS = 1;

/**
 * The same alert for a scenario that is played faster than life, beside others that are played at the same
 * time: every window and wait is shorter by as much, and it sees only the series of its own play. Limits stay:
 * a played figure has the values of life.
 */
export function compress(alert: Alert, scenario: Scenario, play: string): Alert {
  const hastened = hasten(alert, { factor: scenario.every / STEP_SECONDS, scope: { play } });
  return { ...hastened, labels: { ...alert.labels, play } };
}
