import type { Services } from '../../services.ts';
import { sendStage } from '../../stages/enqueue.ts';

/**
 * Sends jobs for what was waiting or running when the backup was made: a backup holds rows and no jobs. A try
 * that ran then begins anew. `only` names lectures; all of them when absent.
 */
export async function requeueOpenRuns(
  services: Pick<Services, 'database' | 'queue' | 'now'>,
  only?: readonly string[],
): Promise<number> {
  const { kysely } = services.database;
  const open = await kysely
    .selectFrom('stage_runs')
    .select(['id', 'owner_id', 'lecture_id', 'preset_id', 'stage'])
    .where('state', 'in', ['waiting', 'running'])
    .orderBy('created_order')
    .execute();
  const wanted = open.filter((run) => only?.includes(run.lecture_id) ?? true);
  for (const run of wanted) {
    await kysely.transaction().execute(async (transaction) => {
      const job = { lectureId: run.lecture_id, presetId: run.preset_id };
      const jobId = await sendStage(services, transaction, run.owner_id, run.stage, job);
      await transaction
        .updateTable('stage_runs')
        .set({ job_id: jobId, state: 'waiting', started_at: null, heartbeat_at: null, progress: null })
        .where('id', '=', run.id)
        .execute();
    });
  }
  return wanted.length;
}
