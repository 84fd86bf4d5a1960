import { Problem } from '@pegasus/core/problem.ts';
import type { Selectable } from 'kysely';
import { deletedLast } from './audit.ts';
import type { KeptObjects, ObjectFault } from './keeping-tables.ts';
import { lockLecture } from './lectures.ts';
import type { Query } from './open.ts';

export type ObjectRow = Selectable<KeptObjects>;

export interface ObjectClaim {
  key: string;
  kind: string;
  lectureId: string | undefined;
  /** Asked only where the lecture has no row yet. */
  ownerId: string | undefined;
  at: Date;
}

/**
 * Writes down that an object is about to be written, so that nobody takes it for an orphan. False when it
 * would belong to a lecture that was deleted. Holds the lecture against a deletion until its own end.
 */
export async function claimObject(query: Query, claim: ObjectClaim): Promise<boolean> {
  const { key, kind, lectureId, at } = claim;
  return query.transaction().execute(async (transaction) => {
    let ownerId = claim.ownerId ?? null;
    if (lectureId !== undefined) {
      const lecture = await lockLecture(transaction, lectureId, 'for key share');
      if (lecture) ownerId = lecture.owner_id;
      else if (await deletedLast(transaction, lectureId)) return false;
    }
    const claimed = { state: 'claimed', claimed_at: at.toISOString() } as const;
    await transaction
      .insertInto('objects')
      .values({ key, kind, owner_id: ownerId, lecture_id: lectureId ?? null, ...claimed })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ ...claimed, owner_id: ownerId }))
      .execute();
    return true;
  });
}

/** Writes down that a claimed object is there. False when its lecture was deleted meanwhile: then it must go. */
export async function settleObject(
  query: Query,
  { key, bytes, sha256 }: { key: string; bytes: number; sha256: string },
  at: Date,
): Promise<boolean> {
  const moment = at.toISOString();
  const row = await query
    .updateTable('objects')
    .set({ state: 'kept', bytes, sha256, fault: null, kept_at: moment, verified_at: moment })
    .where('key', '=', key)
    .where('state', '=', 'claimed')
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a claim back whose writing failed; what was there before under that key stays kept. */
export async function releaseClaim(query: Query, key: string): Promise<void> {
  await query
    .deleteFrom('objects')
    .where('key', '=', key)
    .where('state', '=', 'claimed')
    .where('sha256', 'is', null)
    .execute();
  await query
    .updateTable('objects')
    .set({ state: 'kept' })
    .where('key', '=', key)
    .where('state', '=', 'claimed')
    .execute();
}

export async function findObject(query: Query, key: string): Promise<ObjectRow | undefined> {
  return query.selectFrom('objects').selectAll().where('key', '=', key).executeTakeFirst();
}

/** Throws Problem `recording-left` when retention took the recording. */
export async function refuseLeft(query: Query, { objectKey }: { objectKey: string }): Promise<void> {
  const row = await findObject(query, objectKey);
  if (row?.state === 'left')
    throw new Problem(
      'recording-left',
      row.left_at ? `It left on ${row.left_at.toISOString().slice(0, 10)}.` : undefined,
    );
}

export async function findObjects(query: Query, keys: readonly string[]): Promise<Map<string, ObjectRow>> {
  if (keys.length === 0) return new Map();
  const rows = await query.selectFrom('objects').selectAll().where('key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.key, row]));
}

export async function forgetObject(query: Query, key: string): Promise<void> {
  await query.deleteFrom('objects').where('key', '=', key).execute();
}

/** What a check found of an object: that it is as it was, or what is wrong with it. */
export async function noteVerified(
  query: Query,
  key: string,
  found: { fault: ObjectFault } | { fault: null; bytes: number; sha256: string },
  at: Date,
): Promise<void> {
  await query
    .updateTable('objects')
    .set({ ...found, verified_at: at.toISOString() })
    .where('key', '=', key)
    .where('state', '=', 'kept')
    .execute();
}

/** Kept objects that were not verified for the longest time, of those that were not since `before`. */
export async function objectsToVerify(query: Query, before: Date, limit: number): Promise<ObjectRow[]> {
  return query
    .selectFrom('objects')
    .selectAll()
    .where('state', '=', 'kept')
    .where(({ or, eb }) => or([eb('verified_at', 'is', null), eb('verified_at', '<', before)]))
    .orderBy('verified_at', (order) => order.asc().nullsFirst())
    .orderBy('key')
    .limit(limit)
    .execute();
}

/** Retention took it: the row stays to say so, with its hash and size. */
export async function retireObject(query: Query, key: string, at: Date): Promise<boolean> {
  const row = await query
    .updateTable('objects')
    .set({ state: 'left', left_at: at.toISOString(), fault: null })
    .where('key', '=', key)
    .where('state', '=', 'kept')
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Nothing needs these any more. Not for those that are claimed anew. */
export async function releaseObjects(query: Query, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await query
    .updateTable('objects')
    .set({ state: 'leaving', fault: null })
    .where('key', 'in', keys)
    .where('state', '=', 'kept')
    .execute();
}

/** Objects that must go or should be gone: what a process that died left of a removal. */
export async function objectsToRemove(query: Query, limit: number): Promise<ObjectRow[]> {
  return query
    .selectFrom('objects')
    .selectAll()
    .where(({ or, and, eb }) =>
      or([eb('state', '=', 'leaving'), and([eb('state', '=', 'left'), eb('removed_at', 'is', null)])]),
    )
    .orderBy('key')
    .limit(limit)
    .execute();
}

/** The object is gone: so is its row, unless it says that retention took it. */
export async function noteRemoved(query: Query, key: string, at: Date): Promise<void> {
  await query
    .updateTable('objects')
    .set({ removed_at: at.toISOString() })
    .where('key', '=', key)
    .where('state', '=', 'left')
    .execute();
  await query.deleteFrom('objects').where('key', '=', key).where('state', '=', 'leaving').execute();
}

/** How many objects and bytes there are of each kind, in each state and with each fault. */
export async function countObjects(query: Query) {
  const rows = await query
    .selectFrom('objects')
    .groupBy(['kind', 'state', 'fault'])
    .select((select) => [
      'kind',
      'state',
      'fault',
      select.fn.countAll<string>().as('objects'),
      select.fn.sum<string>('bytes').as('bytes'),
    ])
    .execute();
  return rows.map(({ objects, bytes, ...row }) => ({
    ...row,
    objects: Number(objects),
    bytes: Number(bytes ?? 0),
  }));
}
