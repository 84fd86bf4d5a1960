import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Transaction } from '../db/open.ts';
import { insertStageRun, newestStageRun } from '../db/stage-runs.ts';
import type { StageJob } from '../queue/define.ts';
import type { Services } from '../services.ts';

/** Writes down a try that waits for a job which the queue already has. */
export async function queueTry(
  services: Services,
  transaction: Transaction,
  ownerId: string,
  stage: StageName,
  { lectureId, presetId }: StageJob,
  attempt: number,
  jobId: string,
): Promise<void> {
  await insertStageRun(transaction, {
    id: services.newId(),
    ownerId,
    lectureId,
    presetId,
    stage,
    attempt,
    jobId,
    queuedAt: services.now(),
  });
}

/** Sends a stage's job and writes down its waiting try, both or neither. */
export async function enqueueStage(
  services: Services,
  transaction: Transaction,
  ownerId: string,
  stage: StageName,
  job: StageJob,
): Promise<void> {
  const jobId = await services.queue.send(stage, job, transaction);
  const newest = await newestStageRun(transaction, job.lectureId, job.presetId, stage);
  await queueTry(services, transaction, ownerId, stage, job, (newest?.attempt ?? 0) + 1, jobId);
}
