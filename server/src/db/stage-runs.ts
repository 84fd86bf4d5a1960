import type { ProblemDocument } from '@pegasus/core/problem.ts';
import type { Progress, StageName, StageRun } from '@pegasus/core/stage-run.ts';
import { type Selectable, sql } from 'kysely';
import { getLecture } from './lectures.ts';
import type { Query } from './open.ts';
import type { Tables } from './tables.ts';

export type StageRunRow = Selectable<Tables['stage_runs']>;

export interface NewStageRun {
  id: string;
  ownerId: string;
  lectureId: string;
  presetId: string;
  stage: StageName;
  attempt: number;
  jobId: string;
  queuedAt: Date;
  /** The dead letter that it takes up again. */
  replayOf?: string | undefined;
}

export async function insertStageRun(query: Query, run: NewStageRun): Promise<void> {
  await query
    .insertInto('stage_runs')
    .values({
      id: run.id,
      owner_id: run.ownerId,
      lecture_id: run.lectureId,
      preset_id: run.presetId,
      stage: run.stage,
      attempt: run.attempt,
      state: 'waiting',
      job_id: run.jobId,
      queued_at: run.queuedAt.toISOString(),
      replay_of: run.replayOf ?? null,
    })
    .execute();
}

/** The newest try at a stage; undefined when it was never queued. */
export async function newestStageRun(
  query: Query,
  lectureId: string,
  presetId: string,
  stage: StageName,
): Promise<StageRunRow | undefined> {
  return query
    .selectFrom('stage_runs')
    .selectAll()
    .where('lecture_id', '=', lectureId)
    .where('preset_id', '=', presetId)
    .where('stage', '=', stage)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function startStageRun(query: Query, id: string, at: Date): Promise<boolean> {
  const row = await query
    .updateTable('stage_runs')
    .set({
      state: 'running',
      started_at: at.toISOString(),
      heartbeat_at: at.toISOString(),
      moved_at: at.toISOString(),
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that a run is alive and, where it came on since, how far it is. False when it is not running any more: it was cancelled or taken over. */
export async function touchStageRun(
  query: Query,
  id: string,
  at: Date,
  progress: Progress | undefined,
): Promise<boolean> {
  const row = await query
    .updateTable('stage_runs')
    .set({
      heartbeat_at: at.toISOString(),
      ...(progress ? { progress: JSON.stringify(progress), moved_at: at.toISOString() } : {}),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export type StageRunEnd =
  | { state: 'succeeded' }
  | { state: 'failed'; problem: ProblemDocument }
  | { state: 'cancelled' };

/** Ends an open run. False when somebody else ended it before: then nothing of this try may be stored. */
export async function endStageRun(query: Query, id: string, at: Date, end: StageRunEnd): Promise<boolean> {
  const row = await query
    .updateTable('stage_runs')
    .set({
      state: end.state,
      finished_at: at.toISOString(),
      problem: end.state === 'failed' ? JSON.stringify(end.problem) : null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The open runs of a lecture. */
export async function openStageRuns(
  query: Query,
  { lectureId }: { lectureId: string },
): Promise<StageRunRow[]> {
  return query
    .selectFrom('stage_runs')
    .selectAll()
    .where('state', 'in', ['waiting', 'running'])
    .where('lecture_id', '=', lectureId)
    .orderBy('created_order')
    .execute();
}

/** Of one state, a page of those queued before a moment, in the order in which they came after `after`. */
export async function stageRunsQueuedBefore(
  query: Query,
  state: 'waiting' | 'running',
  before: Date,
  page: { after: string | number; limit: number },
): Promise<StageRunRow[]> {
  return query
    .selectFrom('stage_runs')
    .selectAll()
    .where('state', '=', state)
    .where('queued_at', '<', before)
    .where('created_order', '>', page.after)
    .orderBy('created_order')
    .limit(page.limit)
    .execute();
}

/** What decides the turn of a job that is about to be queued. */
export async function readTurn(
  query: Query,
  ownerId: string,
  lectureId: string,
  stage: StageName,
): Promise<{ ahead: number; bytes: number; live: boolean }> {
  const { rows } = await sql<{ ahead: string; bytes: string | null; live: boolean }>`
    select
      (select count(*) from stage_runs
        where owner_id = ${ownerId} and stage = ${stage} and state in ('waiting', 'running')) as ahead,
      (select bytes from recordings where lecture_id = ${lectureId} and owner_id = ${ownerId}) as bytes,
      exists (select from uploads join live_transcripts live on live.upload_id = uploads.id
        where uploads.lecture_id = ${lectureId} and live.sound_bytes > 0) as live`.execute(query);
  const [row] = rows;
  return { ahead: Number(row?.ahead ?? 0), bytes: Number(row?.bytes ?? 0), live: row?.live ?? false };
}

/** Every try at every stage of a lecture, oldest first. Throws Problem `not-found`. */
export async function listStageRuns(query: Query, ownerId: string, lectureId: string): Promise<StageRun[]> {
  const rows = await query
    .selectFrom('stage_runs')
    .selectAll()
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .orderBy('created_order')
    .execute();
  // Every lecture has a run from the moment it was accepted, so none means that it is not there for you.
  if (rows.length === 0) await getLecture(query, ownerId, lectureId);
  return rows.map(toStageRun);
}

function toStageRun(row: StageRunRow): StageRun {
  return {
    id: row.id,
    lectureId: row.lecture_id,
    presetId: row.preset_id,
    stage: row.stage,
    attempt: row.attempt,
    state: row.state,
    queuedAt: row.queued_at.toISOString(),
    ...(row.started_at ? { startedAt: row.started_at.toISOString() } : {}),
    ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
    ...(row.progress ? { progress: row.progress } : {}),
    ...(row.problem ? { problem: row.problem } : {}),
  };
}

/**
 * Open runs by stage and state, with the age of the oldest, the silence of the quietest and how long the one
 * that came on least recently stands still, in seconds.
 */
export async function countOpenRuns(query: Query, now: Date) {
  const rows = await query
    .selectFrom('stage_runs')
    .where('state', 'in', ['waiting', 'running'])
    .groupBy(['stage', 'state'])
    .select((select) => [
      'stage',
      'state',
      select.fn.countAll<string>().as('runs'),
      select.fn.min('queued_at').as('oldest'),
      select.fn.min('heartbeat_at').as('quietest'),
      select.fn.min('moved_at').as('stillest'),
    ])
    .execute();
  const secondsSince = (moment: Date) => (now.getTime() - new Date(moment).getTime()) / 1000;
  return rows.map(({ stage, state, runs, oldest, quietest, stillest }) => ({
    stage,
    state,
    runs: Number(runs),
    oldestSeconds: secondsSince(oldest),
    ...(quietest ? { silentSeconds: secondsSince(quietest) } : {}),
    ...(stillest ? { stillSeconds: secondsSince(stillest) } : {}),
  }));
}
