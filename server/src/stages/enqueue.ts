import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Transaction } from '../db/open.ts';
import { insertStageRun, newestStageRun, readTurn } from '../db/stage-runs.ts';
import type { StageJob } from '../queue/define.ts';
import { urgencyOf } from '../queue/urgency.ts';
import type { Services } from '../services.ts';
import { traceParent } from '../tracing.ts';

/** Writes down a try that waits for a job which the queue already has. */
export async function queueTry(
  services: Services,
  transaction: Transaction,
  ownerId: string,
  stage: StageName,
  { lectureId, presetId }: StageJob,
  attempt: number,
  jobId: string,
  replayOf?: string,
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
    replayOf,
  });
}

/** Sends a stage's job with the urgency that its owner's other work leaves it. */
export async function sendStage(
  { queue, now }: Pick<Services, 'queue' | 'now'>,
  transaction: Transaction,
  ownerId: string,
  stage: StageName,
  job: StageJob,
): Promise<string> {
  const turn = await readTurn(transaction, ownerId, job.lectureId, stage);
  const trace = traceParent();
  const sent = { lectureId: job.lectureId, presetId: job.presetId, ...(trace ? { trace } : {}) };
  return queue.send(stage, sent, transaction, urgencyOf({ ...turn, queuedAt: now() }));
}

/** Sends a stage's job and writes down its waiting try, both or neither. `replayOf` is a dead letter's id. */
export async function enqueueStage(
  services: Services,
  transaction: Transaction,
  ownerId: string,
  stage: StageName,
  job: StageJob,
  replayOf?: string,
): Promise<void> {
  const jobId = await sendStage(services, transaction, ownerId, stage, job);
  const newest = await newestStageRun(transaction, job.lectureId, job.presetId, stage);
  await queueTry(services, transaction, ownerId, stage, job, (newest?.attempt ?? 0) + 1, jobId, replayOf);
}
