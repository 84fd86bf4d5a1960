import type { Lecture } from '@pegasus/core/lecture.ts';
import { isOpen, STAGES, type StageName, type StageRun } from '@pegasus/core/stage-run.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'ahead';

export interface Step {
  stage: StageName;
  state: StepState;
  /** The newest try; undefined while there was none. */
  run: StageRun | undefined;
  /** 0 to 1; undefined where nothing is counted. */
  share: number | undefined;
  /** Seconds left of this stage, from its pace so far; undefined while nobody can say. */
  left: number | undefined;
}

/** Below this share the pace so far says too little of what is left. */
const LEAST_SHARE = 0.03;

/** The four stages of the newest round, in order. */
export function stepsOf(lecture: Lecture, timeline: readonly StageRun[], now: number): Step[] {
  return STAGES.map((stage) => {
    const run =
      timeline.findLast((one) => one.stage === stage && one.presetId === lecture.presetId) ??
      // Sound and words are made once, whatever the preset.
      timeline.findLast((one) => one.stage === stage && (stage === 'ingest' || stage === 'transcribe'));
    const share =
      run?.progress && run.progress.total > 0 ? run.progress.done / run.progress.total : undefined;
    return { stage, run, state: stateOf(run), share, left: run ? leftOf(run, share, now) : undefined };
  });
}

function stateOf(run: StageRun | undefined): StepState {
  if (!run) return 'ahead';
  if (run.state === 'succeeded') return 'done';
  return run.state;
}

function leftOf(run: StageRun, share: number | undefined, now: number): number | undefined {
  if (run.state !== 'running' || !run.startedAt || share === undefined || share < LEAST_SHARE)
    return undefined;
  const ran = (now - Date.parse(run.startedAt)) / 1000;
  return Math.max(0, (ran * (1 - share)) / share);
}

/** Whether anything is still to come of it. */
export function isWorking(timeline: readonly StageRun[]): boolean {
  return timeline.some(({ state }) => isOpen(state));
}
