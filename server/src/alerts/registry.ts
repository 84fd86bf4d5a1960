import type { Alert } from './define.ts';
import { dependencyAlerts } from './dependency-alerts.ts';
import { objectiveAlerts } from './objective-alerts.ts';
import { providerAlerts } from './provider-alerts.ts';
import { stageAlerts } from './stage-alerts.ts';
import { upkeepAlerts } from './upkeep-alerts.ts';

/** Everything of which a person on call is told. */
export const alerts: readonly Alert[] = [
  ...stageAlerts,
  ...dependencyAlerts,
  ...providerAlerts,
  ...upkeepAlerts,
  ...objectiveAlerts,
];
