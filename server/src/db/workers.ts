import { sql } from 'kysely';
import type { Query } from './open.ts';

/** A worker that was silent for so long is gone. */
const SILENT_MS = 30_000;
const FORGET_MS = 24 * 3600 * 1000;

/** Writes down that a worker lives, and forgets those that have long been gone. */
export async function seeWorker(
  query: Query,
  worker: { id: string; version: string },
  at: Date,
): Promise<void> {
  const moment = at.toISOString();
  await query
    .insertInto('workers')
    .values({ ...worker, started_at: moment, seen_at: moment })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: moment }))
    .execute();
  await query
    .deleteFrom('workers')
    .where('seen_at', '<', new Date(at.getTime() - FORGET_MS))
    .execute();
}

export async function forgetWorker(query: Query, id: string): Promise<void> {
  await query.deleteFrom('workers').where('id', '=', id).execute();
}

/** The workers that gave a sign of life of late, those that started first in front. */
export async function listWorkers(query: Query, now: Date) {
  return query
    .selectFrom('workers')
    .selectAll()
    .where('seen_at', '>=', new Date(now.getTime() - SILENT_MS))
    .orderBy('started_at')
    .execute();
}

export async function countWorkers(query: Query, now: Date): Promise<number> {
  const row = await query
    .selectFrom('workers')
    .select((select) => select.fn.countAll<string>().as('workers'))
    .where('seen_at', '>=', new Date(now.getTime() - SILENT_MS))
    .executeTakeFirstOrThrow();
  return Number(row.workers);
}

/** The clock of the database. */
export async function databaseClock(query: Query): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(query);
  return new Date(rows[0]?.at ?? Number.NaN);
}
