import type { Drill } from './define.ts';
import { migrationDrill } from './migrations.ts';
import { restoreDrill } from './restore.ts';

export const drills: readonly Drill[] = [restoreDrill, migrationDrill];
