import type { Selectable } from 'kysely';
import type { UpkeepFailure, UpkeepRuns } from './keeping-tables.ts';
import type { Query } from './open.ts';

export type UpkeepRun = Selectable<UpkeepRuns>;

/** A run that was silent for so long has died. */
const SILENT_MS = 120_000;

/** Opens a run of a task, if none is open: only one runs at a time, over all processes. */
export async function openUpkeepRun(
  query: Query,
  run: { id: string; task: string; at: Date },
): Promise<boolean> {
  const silent = new Date(run.at.getTime() - SILENT_MS);
  await query
    .updateTable('upkeep_runs')
    .set({ outcome: 'interrupted', finished_at: run.at.toISOString() })
    .where('task', '=', run.task)
    .where('finished_at', 'is', null)
    .where('heartbeat_at', '<', silent)
    .execute();
  const moment = run.at.toISOString();
  const row = await query
    .insertInto('upkeep_runs')
    .values({
      id: run.id,
      task: run.task,
      started_at: moment,
      heartbeat_at: moment,
      outcome: 'running',
      counts: '{}',
      failures: '[]',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** False when the run was taken for dead. */
export async function touchUpkeepRun(query: Query, id: string, at: Date): Promise<boolean> {
  const row = await query
    .updateTable('upkeep_runs')
    .set({ heartbeat_at: at.toISOString() })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function closeUpkeepRun(
  query: Query,
  id: string,
  end: {
    at: Date;
    outcome: 'succeeded' | 'failed' | 'interrupted';
    counts: Record<string, number>;
    failures: readonly UpkeepFailure[];
  },
): Promise<void> {
  await query
    .updateTable('upkeep_runs')
    .set({
      finished_at: end.at.toISOString(),
      outcome: end.outcome,
      counts: JSON.stringify(end.counts),
      failures: JSON.stringify(end.failures),
    })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .execute();
}

/** When each task last began and last succeeded. */
export async function lastUpkeep(query: Query): Promise<Map<string, { started: Date; succeeded?: Date }>> {
  const rows = await query
    .selectFrom('upkeep_runs')
    .groupBy('task')
    .select((select) => [
      'task',
      select.fn.max('started_at').as('started'),
      select.fn.max('finished_at').filterWhere('outcome', '=', 'succeeded').as('succeeded'),
    ])
    .execute();
  return new Map(
    rows.map(({ task, started, succeeded }) => [
      task,
      { started: new Date(started), ...(succeeded ? { succeeded: new Date(succeeded) } : {}) },
    ]),
  );
}

export async function listUpkeepRuns(query: Query, task: string, limit: number): Promise<UpkeepRun[]> {
  return query
    .selectFrom('upkeep_runs')
    .selectAll()
    .where('task', '=', task)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
}
