import { PROBLEMS, type ProblemCode } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Metrics } from '../metrics.ts';
import { isReadyInTime, LIVE_READY_SECONDS, type ObjectiveId } from '../slo.ts';

/** How a try ended, as the figures tell it: what was refused for what was handed in is no failure of ours. */
export type RunOutcome = 'succeeded' | 'failed' | 'refused' | 'cancelled';

function outcomeOf(failure: ProblemCode | undefined): RunOutcome {
  if (failure === undefined) return 'succeeded';
  if (failure === 'cancelled') return 'cancelled';
  return PROBLEMS[failure].kind === 'input' ? 'refused' : 'failed';
}

/** Counts the end of one try. */
export function countRun(metrics: Metrics, stage: StageName, failure: ProblemCode | undefined): RunOutcome {
  const outcome = outcomeOf(failure);
  metrics.count('pegasus_stage_runs_total', { stage, outcome });
  if (failure && outcome !== 'cancelled')
    metrics.count('pegasus_stage_failures_total', { stage, reason: failure });
  return outcome;
}

const OBJECTIVE_OF: Partial<Record<StageName, ObjectiveId>> = {
  ingest: 'ingest-success',
  generate: 'generate-success',
};

/** Counts that a stage of a lecture ended for good, for the objective that promises its success. */
function countStageEnd(metrics: Metrics, stage: StageName, failure: ProblemCode | undefined): void {
  const objective = OBJECTIVE_OF[stage];
  const outcome = outcomeOf(failure);
  if (!objective || outcome === 'refused' || outcome === 'cancelled') return;
  const verdict = outcome === 'succeeded' ? 'good' : 'bad';
  metrics.count('pegasus_objective_events_total', { objective, verdict });
}

/**
 * What the end of a try means for its lecture: it goes on, is tried again, goes to another worker, or failed,
 * with its retries used up where these could have helped. `gone` when somebody else had ended it before.
 */
export type TryEnd = 'succeeded' | 'again' | 'handed-back' | 'failed' | 'dead-letter' | 'gone';

/** Counts a try that was claimed, once what it means is stored. That a worker stops is no failure of a stage. */
export function countTry(
  metrics: Metrics,
  stage: StageName,
  failure: ProblemCode | undefined,
  end: TryEnd,
): RunOutcome {
  if (end === 'handed-back' || end === 'gone') return countRun(metrics, stage, 'cancelled');
  if (end === 'again' && failure) metrics.count('pegasus_stage_retries_total', { stage, reason: failure });
  if (end === 'dead-letter') metrics.count('pegasus_dead_letters_total', { stage });
  if (end !== 'again') countStageEnd(metrics, stage, failure);
  if (end === 'failed' || end === 'dead-letter') metrics.count('pegasus_lectures_total', { state: 'failed' });
  return countRun(metrics, stage, failure);
}

/**
 * Counts that a lecture became ready, `took` seconds after it was handed in or sent on its way again; one that
 * was recorded live is handed in when its recorder stops.
 */
export function countReady(
  metrics: Metrics,
  { lectureSeconds, took, live }: { lectureSeconds: number; took: number; live: boolean },
): void {
  metrics.observe('pegasus_ready_seconds', {}, took);
  const verdictOf = (good: boolean) => (good ? 'good' : 'bad');
  const inTime = verdictOf(isReadyInTime(lectureSeconds, took));
  metrics.count('pegasus_objective_events_total', { objective: 'ready-in-time', verdict: inTime });
  if (!live) return;
  const soon = verdictOf(took <= LIVE_READY_SECONDS);
  metrics.count('pegasus_objective_events_total', { objective: 'live-ready-in-time', verdict: soon });
}
