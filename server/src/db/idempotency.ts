import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { IdempotencyKeys } from './data-plane-tables.ts';
import type { Query } from './open.ts';

export type KeyRow = Selectable<IdempotencyKeys>;

export interface KeyClaim {
  ownerId: string;
  key: string;
  requestHash: string;
  /** Of whoever claims. */
  token: string;
  /** For what is made; the id of the first claim stays. */
  effectId: string;
}

/** Whoever works on a key renews it much more often. By the clock of the database, which all processes share. */
const LEASE = sql`now() + interval '15 seconds'`;

/**
 * Claims a key before any work is done for it: the first to come gets it, and one whose holder has died goes
 * to the next that asks for the same. Gives the row if it is the caller's now.
 */
export async function claimKey(query: Query, claim: KeyClaim): Promise<KeyRow | undefined> {
  const { ownerId, key, requestHash, token, effectId } = claim;
  const { rows } = await sql<KeyRow>`
    insert into idempotency_keys as held (owner_id, key, request_hash, token, effect_id, state, lease_until)
    values (${ownerId}, ${key}, ${requestHash}, ${token}, ${effectId}, 'claimed', ${LEASE})
    on conflict (owner_id, key) do update set token = excluded.token, lease_until = excluded.lease_until
      where held.state <> 'answered' and held.lease_until < now() and held.request_hash = excluded.request_hash
    returning *`.execute(query);
  return rows[0];
}

export async function findKey(query: Query, ownerId: string, key: string): Promise<KeyRow | undefined> {
  return query
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function renewKey(query: Query, token: string): Promise<void> {
  await query
    .updateTable('idempotency_keys')
    .set({ lease_until: sql<Date>`${LEASE}` })
    .where('token', '=', token)
    .where('state', '<>', 'answered')
    .execute();
}

/** Part of the transaction that takes effect. False when the key was taken over: then nothing may take effect. */
export async function markKeyDone(
  transaction: Query,
  token: string,
  fileHash: string | undefined,
): Promise<boolean> {
  const row = await transaction
    .updateTable('idempotency_keys')
    .set({ state: 'done', file_hash: fileHash ?? null })
    .where('token', '=', token)
    .where('state', '<>', 'answered')
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

export async function answerKey(
  query: Query,
  token: string,
  { status, answer, fileHash }: { status: number; answer: string | null; fileHash: string | undefined },
): Promise<void> {
  await query
    .updateTable('idempotency_keys')
    .set({ state: 'answered', status, answer, ...(fileHash ? { file_hash: fileHash } : {}) })
    .where('token', '=', token)
    .execute();
}

/** Gives a key back for which nothing took effect. */
export async function releaseKey(query: Query, token: string): Promise<void> {
  await query
    .deleteFrom('idempotency_keys')
    .where('token', '=', token)
    .where('state', '=', 'claimed')
    .execute();
}
