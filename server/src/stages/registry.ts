import { STAGES, type StageName } from '@pegasus/core/stage-run.ts';
import type { Stage } from './define.ts';
import { exportStage } from './export.ts';
import { generate } from './generate.ts';
import { ingest } from './ingest.ts';
import { transcribe } from './transcribe.ts';

/** The pipeline. Its order is that of `STAGES`. */
export const stages = { ingest, transcribe, generate, export: exportStage } as const;

/** A stage for code that treats all stages alike: it is given exactly the materials that it named. */
export function stageByName(name: StageName): Stage {
  return stages[name] as unknown as Stage;
}

export const allStages: readonly Stage[] = STAGES.map(stageByName);
