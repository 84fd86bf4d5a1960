import type { Lecture } from '@pegasus/core/lecture.ts';
import { isOpen, STAGES, type StageName, type StageRun, secondsLeft } from '@pegasus/core/stage-run.ts';

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

/** The four stages of the newest round, in order; `age` is how many seconds ago the timeline was told. */
export function stepsOf(lecture: Lecture, timeline: readonly StageRun[], age: number): Step[] {
  return STAGES.map((stage) => {
    const run =
      timeline.findLast((one) => one.stage === stage && one.presetId === lecture.presetId) ??
      // Sound and words are made once, whatever the preset.
      timeline.findLast((one) => one.stage === stage && (stage === 'ingest' || stage === 'transcribe'));
    const share =
      run?.progress && run.progress.total > 0 ? run.progress.done / run.progress.total : undefined;
    return { stage, run, state: stateOf(run), share, left: run ? leftOf(run, age) : undefined };
  });
}

function stateOf(run: StageRun | undefined): StepState {
  if (!run) return 'ahead';
  if (run.state === 'succeeded') return 'done';
  return run.state;
}

function leftOf(run: StageRun, age: number): number | undefined {
  const left = run.state === 'running' && run.progress ? secondsLeft(run.progress) : undefined;
  return left === undefined ? undefined : Math.max(0, left - age);
}

/** Whether anything is still to come of it. */
export function isWorking(timeline: readonly StageRun[]): boolean {
  return timeline.some(({ state }) => isOpen(state));
}
