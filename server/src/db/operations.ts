import { PROBLEMS, type ProblemCode } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import { sql } from 'kysely';
import type { Query } from './open.ts';

/** Codes with which something is refused for what was handed in: no failure of ours. */
const REFUSED = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => PROBLEMS[code].kind === 'input');
/** What was taken back says nothing of how a stage does. */
const NO_FAILURE = [...REFUSED, 'cancelled'];

export interface StageSpread {
  stage: StageName;
  succeeded: number;
  failed: number;
  wait: { p50: number; p95: number } | undefined;
  run: { p50: number; p95: number } | undefined;
}

/** How the tries that ended since a moment went, by stage, in seconds. */
export async function readSpreads(query: Query, since: Date): Promise<StageSpread[]> {
  const { rows } = await sql<{
    stage: StageName;
    succeeded: string;
    failed: string;
    waits: number[] | null;
    runs: number[] | null;
  }>`
    select stage,
      count(*) filter (where state = 'succeeded') as succeeded,
      count(*) filter (where state = 'failed' and not problem->>'code' = any (${NO_FAILURE})) as failed,
      percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from started_at - queued_at)::float8)
        filter (where started_at is not null) as waits,
      percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from finished_at - started_at)::float8)
        filter (where state = 'succeeded' and started_at is not null) as runs
    from stage_runs
    where finished_at >= ${since}
    group by stage`.execute(query);
  return rows.map(({ stage, succeeded, failed, waits, runs }) => ({
    stage,
    succeeded: Number(succeeded),
    failed: Number(failed),
    wait: toSpread(waits),
    run: toSpread(runs),
  }));
}

/** The clocks of two processes may be a little apart: nothing takes less than no time. */
function toSpread(values: readonly number[] | null): { p50: number; p95: number } | undefined {
  const [p50, p95] = (values ?? []).map((value) => Math.max(0, Number(value)));
  return p50 === undefined || p95 === undefined ? undefined : { p50, p95 };
}

/** Why tries failed since a moment, the most frequent first. */
export async function readFailures(
  query: Query,
  since: Date,
): Promise<{ stage: StageName; reason: ProblemCode; count: number }[]> {
  const { rows } = await sql<{ stage: StageName; reason: ProblemCode; count: string }>`
    select stage, problem->>'code' as reason, count(*) as count
    from stage_runs
    where finished_at >= ${since} and state = 'failed' and problem->>'code' <> 'cancelled'
    group by 1, 2
    order by 3 desc, 2`.execute(query);
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
}

export interface Verdicts {
  good: number;
  bad: number;
}

/** How the last try at a stage ended, over the lectures that are kept and ended since a moment. */
export async function readStageVerdicts(query: Query, stage: StageName, since: Date): Promise<Verdicts> {
  const { rows } = await sql<{ good: string; bad: string }>`
    select
      count(*) filter (where state = 'succeeded') as good,
      count(*) filter (where state = 'failed' and not problem->>'code' = any (${NO_FAILURE})) as bad
    from (
      select distinct on (lecture_id, preset_id) state, problem, finished_at
      from stage_runs
      where stage = ${stage}
      order by lecture_id, preset_id, attempt desc
    ) as last
    where finished_at >= ${since}`.execute(query);
  return { good: Number(rows[0]?.good ?? 0), bad: Number(rows[0]?.bad ?? 0) };
}

/** What each lecture took that became ready since a moment, and how long it is, in seconds. */
export async function readPaces(
  query: Query,
  since: Date,
): Promise<{ lectureSeconds: number; took: number; live: boolean }[]> {
  const { rows } = await sql<{ seconds: number | null; took: number; live: boolean }>`
    select ingested.seconds,
      extract(epoch from lectures.finished_at - lectures.processing_since)::float8 as took,
      exists (select from uploads where uploads.lecture_id = lectures.id and uploads.source = 'recording') as live
    from lectures
    left join ingested on ingested.lecture_id = lectures.id
    where lectures.state = 'ready' and lectures.finished_at >= ${since}`.execute(query);
  return rows.map(({ seconds, took, live }) => ({ lectureSeconds: seconds ?? 0, took, live }));
}

export async function countOpenLetters(query: Query): Promise<number> {
  const row = await query
    .selectFrom('dead_letters')
    .select((select) => select.fn.countAll<string>().as('letters'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(row.letters);
}
