import type { DeadLetter, ReplayResult } from '@pegasus/core/dead-letter.ts';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import { getDeadLetter, oldestOpenLetters, settleDeadLetter } from './db/dead-letters.ts';
import { lockLecture, moveLecture } from './db/lectures.ts';
import type { Services } from './services.ts';
import { enqueueStage } from './stages/enqueue.ts';

/**
 * Takes the work up again at the stage that failed, and only there: what earlier stages made is still stored.
 * Once: of two who ask at the same time one is refused. Throws Problem `not-found`, `dead-letter-settled`.
 */
export async function replayDeadLetter(services: Services, letterId: string): Promise<DeadLetter> {
  const { kysely } = services.database;
  const { lectureId, presetId, stage, ownerId } = await getDeadLetter(kysely, letterId);
  await kysely.transaction().execute(async (transaction) => {
    const at = services.now();
    // In the order in which a stage takes them.
    await lockLecture(transaction, lectureId);
    if (!(await settleDeadLetter(transaction, letterId, 'replayed', at)))
      throw new Problem('dead-letter-settled');
    if (!(await moveLecture(transaction, lectureId, ['failed'], { to: 'processing', stage, at })))
      throw new Problem('dead-letter-settled', 'The lecture is not failed any more.');
    await enqueueStage(services, transaction, ownerId, stage, { lectureId, presetId }, letterId);
  });
  services.log.info({ letterId, lectureId, stage }, 'dead letter replayed');
  services.changes.announce(lectureId);
  return getDeadLetter(kysely, letterId);
}

/** Replays those that are named, or the oldest open ones. One that cannot be is told and stops no other. */
export async function replayDeadLetters(
  services: Services,
  wanted: { ids?: readonly string[] | undefined; stage?: StageName | undefined; limit: number },
): Promise<ReplayResult> {
  const ids = wanted.ids ?? (await oldestOpenLetters(services.database.kysely, wanted.limit, wanted.stage));
  const result: ReplayResult = { replayed: [], refused: [] };
  for (const id of ids) {
    try {
      await replayDeadLetter(services, id);
      result.replayed.push(id);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === 'internal') services.log.error({ err: error, letterId: id }, 'replay failed');
      result.refused.push({ id, problem: problem.toDocument() });
    }
  }
  return result;
}

/** Nobody wants it any more. Throws Problem `not-found`, `dead-letter-settled`. */
export async function discardDeadLetter(services: Services, letterId: string): Promise<DeadLetter> {
  const { kysely } = services.database;
  await getDeadLetter(kysely, letterId);
  if (!(await settleDeadLetter(kysely, letterId, 'discarded', services.now())))
    throw new Problem('dead-letter-settled');
  services.log.info({ letterId }, 'dead letter discarded');
  return getDeadLetter(kysely, letterId);
}
