import { Problem } from '@pegasus/core/problem.ts';
import { lockLecture, moveLecture } from './db/lectures.ts';
import { endStageRun, openStageRuns, type StageRunRow } from './db/stage-runs.ts';
import type { Services } from './services.ts';

/** A run younger than this may not be in the queue's books yet. */
const GRACE_MS = 30_000;

/**
 * Ends runs whose job the queue gave up on, such as one that killed its worker on every try. Without this
 * their lectures would be «processing» for ever.
 */
export async function reconcile(services: Services): Promise<number> {
  const { kysely } = services.database;
  const before = services.now().getTime() - GRACE_MS;
  const open = (await openStageRuns(kysely)).filter((run) => run.queued_at.getTime() < before);
  let ended = 0;
  for (const [stage, runs] of Map.groupBy(open, (run) => run.stage)) {
    const alive = await services.queue.alive(
      stage,
      runs.map((run) => run.job_id),
    );
    for (const run of runs) {
      if (!alive.has(run.job_id) && (await giveUp(services, run))) ended++;
    }
  }
  return ended;
}

/**
 * Hands back what a process that died was running, so that it goes on at once and not when its heartbeat is
 * missed. Only where this process alone uses the database.
 */
export async function releaseAbandoned(services: Services): Promise<void> {
  const running = (await openStageRuns(services.database.kysely)).filter(({ state }) => state === 'running');
  for (const [stage, runs] of Map.groupBy(running, (run) => run.stage)) {
    services.log.warn(
      { stage, lectureIds: runs.map((run) => run.lecture_id) },
      'taking up what was interrupted',
    );
    await services.queue.release(
      stage,
      runs.map((run) => run.job_id),
    );
  }
}

async function giveUp(services: Services, run: StageRunRow): Promise<boolean> {
  const { stage, lecture_id: lectureId } = run;
  const problem = new Problem('stage-interrupted').toDocument({ lectureId, stage });
  const ended = await services.database.kysely.transaction().execute(async (transaction) => {
    const at = services.now();
    await lockLecture(transaction, lectureId);
    if (!(await endStageRun(transaction, run.id, at, { state: 'failed', problem }))) return false;
    await moveLecture(transaction, lectureId, ['processing'], { to: 'failed', stage, problem, at });
    return true;
  });
  if (!ended) return false;
  services.log.error({ lectureId, stage, stageRunId: run.id }, 'stage was given up');
  services.metrics.count('pegasus_stage_runs_total', { stage, outcome: 'failed', reason: problem.code });
  services.metrics.count('pegasus_lectures_total', { state: 'failed' });
  services.changes.announce(lectureId);
  return true;
}
