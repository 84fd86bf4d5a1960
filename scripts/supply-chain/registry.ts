import { auditScan } from './audit.ts';
import { billOfMaterialsScan } from './bill-of-materials.ts';
import { committedSecretsScan } from './committed-secrets.ts';
import type { Scan } from './define.ts';
import { installScriptsScan } from './install-scripts.ts';
import { licencesScan } from './licences.ts';

/** Every question about what we ship. `registry` is asked for advisories in place of the one of the settings of npm. */
export function scansOf(registry?: string): readonly Scan[] {
  return [auditScan(registry), committedSecretsScan, licencesScan, installScriptsScan, billOfMaterialsScan];
}
