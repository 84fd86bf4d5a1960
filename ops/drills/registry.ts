import type { Drill } from './define.ts';
import { faultsDrill } from './faults/faults.ts';
import { migrationDrill } from './migrations.ts';
import { releaseDrill } from './release.ts';
import { restoreDrill } from './restore.ts';

export const drills: readonly Drill[] = [restoreDrill, migrationDrill, releaseDrill, faultsDrill];
