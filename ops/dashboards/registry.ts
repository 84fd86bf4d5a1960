import type { Dashboard } from './define.ts';
import { machinery } from './machinery.ts';
import { objectives } from './objectives.ts';
import { overview } from './overview.ts';
import { stages } from './stages.ts';

export const dashboards: readonly Dashboard[] = [overview, stages, objectives, machinery];
