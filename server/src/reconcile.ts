import { Problem } from '@pegasus/core/problem.ts';
import { insertDeadLetter } from './db/dead-letters.ts';
import { lockLecture, moveLecture } from './db/lectures.ts';
import { endStageRun, type StageRunRow, stageRunsQueuedBefore } from './db/stage-runs.ts';
import type { Services } from './services.ts';
import { countTry } from './stages/count-run.ts';

/** A run younger than this may not be in the queue's books yet. */
const GRACE_MS = 30_000;
/** As many runs of each state are looked at in one round; the next round goes on after them. */
const RUNS_A_ROUND = 200;

/** Where the next round goes on. */
export type ReconcilePlaces = Record<'waiting' | 'running', string | number>;

export const reconcileStart = (): ReconcilePlaces => ({ waiting: 0, running: 0 });

/**
 * Ends runs whose job the queue gave up on, such as one that killed its worker on every try. Without this
 * their lectures would be «processing» for ever. However long the queue is, a round looks at a few hundred.
 */
export async function reconcile(services: Services, places = reconcileStart()): Promise<number> {
  const before = new Date(services.now().getTime() - GRACE_MS);
  let ended = 0;
  for (const state of ['running', 'waiting'] as const) {
    const page = { after: places[state], limit: RUNS_A_ROUND };
    const open = await stageRunsQueuedBefore(services.database.kysely, state, before, page);
    places[state] = open.length < RUNS_A_ROUND ? 0 : (open.at(-1)?.created_order ?? 0);
    for (const [stage, runs] of Map.groupBy(open, (run) => run.stage)) {
      const ids = runs.map((run) => run.job_id);
      const alive = await services.queue.alive(stage, ids);
      for (const run of runs) {
        if (!alive.has(run.job_id) && (await giveUp(services, run))) ended++;
      }
    }
  }
  return ended;
}

/**
 * Hands back what a process that died was running, so that it goes on at once and not when its heartbeat is
 * missed. Only where this process alone uses the database.
 */
export async function releaseAbandoned(services: Services): Promise<void> {
  for (let after: string | number = 0; ; ) {
    const page = { after, limit: RUNS_A_ROUND };
    const running = await stageRunsQueuedBefore(services.database.kysely, 'running', services.now(), page);
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
    const last = running.at(-1);
    if (running.length < RUNS_A_ROUND || !last) return;
    after = last.created_order;
  }
}

async function giveUp(services: Services, run: StageRunRow): Promise<boolean> {
  const { stage, lecture_id: lectureId, preset_id: presetId, owner_id: ownerId } = run;
  const problem = new Problem('stage-interrupted').toDocument({ lectureId, stage });
  const ended = await services.database.kysely.transaction().execute(async (transaction) => {
    const at = services.now();
    await lockLecture(transaction, lectureId);
    if (!(await endStageRun(transaction, run.id, at, { state: 'failed', problem }))) return false;
    if (await moveLecture(transaction, lectureId, ['processing'], { to: 'failed', stage, problem, at })) {
      const letter = { ownerId, lectureId, presetId, stage, attempts: run.attempt, problem, at };
      await insertDeadLetter(transaction, { id: services.newId(), ...letter });
    }
    return true;
  });
  if (!ended) return false;
  services.log.error({ lectureId, stage, stageRunId: run.id }, 'stage was given up');
  countTry(services.metrics, stage, problem.code, 'dead-letter');
  services.changes.announce(lectureId);
  return true;
}
