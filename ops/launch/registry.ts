import { authOnEveryEndpoint } from './1.1-auth-on-every-endpoint.ts';
import { limits } from './1.2-limits.ts';
import { structuredLogs } from './1.3-structured-logs.ts';
import { deadLetters } from './1.4-dead-letters.ts';
import { idempotency } from './1.5-idempotency.ts';
import { configurationChecked } from './1.6-configuration.ts';
import { backupAndRestore } from './2.1-backup-and-restore.ts';
import { migrationRollback } from './2.2-migration-rollback.ts';
import { retention } from './2.3-retention.ts';
import { integrity } from './2.4-integrity.ts';
import { goldenOutputs } from './3.1-golden-outputs.ts';
import { schemaDrift } from './3.2-schema-drift.ts';
import { threadContinuity } from './3.3-thread-continuity.ts';
import { minimumQuality } from './3.4-minimum-quality.ts';
import { navigation } from './4.1-navigation.ts';
import { recordAndUpload } from './4.2-record-and-upload.ts';
import { stageFailures } from './4.3-stage-failures.ts';
import { reviewScreens } from './4.4-review-screens.ts';
import { exportItem } from './4.5-export.ts';
import { objectivesDefined } from './5.1-objectives.ts';
import { metricsEmitted } from './5.2-metrics.ts';
import { alertsReach } from './5.3-alerts.ts';
import { dashboardsHaveData } from './5.4-dashboards.ts';
import { secretsRotation } from './6.1-secrets.ts';
import { personalData } from './6.2-personal-data.ts';
import { deletion } from './6.3-deletion.ts';
import { supplyChain } from './6.4-supply-chain.ts';
import { deployment } from './7.1-deployment.ts';
import { health } from './7.2-health.ts';
import { parity } from './7.3-parity.ts';
import { release } from './7.4-release.ts';
import { criticalPath } from './8.1-critical-path.ts';
import { reproducible } from './8.2-reproducible.ts';
import { mobileBuild } from './8.3-mobile-build.ts';
import { incidentRunbooks } from './8.4-runbooks.ts';
import { canary } from './8.5-canary.ts';
import type { LaunchRow } from './define.ts';

/** All that must be proved before a launch. What has no program yet counts as not proved. */
export const launchRows: readonly LaunchRow[] = [
  authOnEveryEndpoint,
  limits,
  structuredLogs,
  deadLetters,
  idempotency,
  configurationChecked,
  backupAndRestore,
  migrationRollback,
  retention,
  integrity,
  goldenOutputs,
  schemaDrift,
  threadContinuity,
  minimumQuality,
  navigation,
  recordAndUpload,
  stageFailures,
  reviewScreens,
  exportItem,
  objectivesDefined,
  metricsEmitted,
  alertsReach,
  dashboardsHaveData,
  secretsRotation,
  personalData,
  deletion,
  supplyChain,
  deployment,
  health,
  parity,
  release,
  criticalPath,
  reproducible,
  mobileBuild,
  incidentRunbooks,
  canary,
];
