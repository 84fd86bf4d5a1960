import { Problem } from '@pegasus/core/problem.ts';
import type { Progress, ProgressUnit } from '@pegasus/core/stage-run.ts';
import { touchStageRun } from '../db/stage-runs.ts';
import type { Services } from '../services.ts';

/** How often a run says that it is alive and how far it is. */
const HEARTBEAT_MS = 1000;

/** Says every second that a run is alive; aborts it when it was cancelled or taken over. */
export function beat(
  services: Services,
  run: { stageRunId: string; lectureId: string; unit: ProgressUnit },
  abort: AbortController,
) {
  /** What is not written down yet. */
  let progress: Progress | undefined;
  let since: Progress['since'];
  let last = 0;
  let writing = false;
  const timer = setInterval(async () => {
    if (writing) return;
    writing = true;
    try {
      const moved = progress;
      const alive = await touchStageRun(services.database.kysely, run.stageRunId, services.now(), moved);
      if (progress === moved) progress = undefined;
      if (!alive) abort.abort(new Problem('cancelled'));
      services.changes.announce(run.lectureId);
    } catch (error) {
      services.log.warn({ err: error, stageRunId: run.stageRunId }, 'heartbeat failed');
    } finally {
      writing = false;
    }
  }, HEARTBEAT_MS);
  return {
    report: (done: number, total: number) => {
      // To say the same again is no sign that it came on.
      if (done === last) return;
      last = done;
      const at = services.now().toISOString();
      since ??= { done, at };
      progress = { done, total, unit: run.unit, at, since };
    },
    stop: () => clearInterval(timer),
  };
}
