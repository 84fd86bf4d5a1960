import type { Passkey } from '@pegasus/core/passkey.ts';
import type { Selectable } from 'kysely';
import type { Query } from './open.ts';
import type { Tables } from './tables.ts';

export type PasskeyRow = Selectable<Tables['passkeys']>;

export function toPasskey({ id, name, copied, created_at, used_at }: PasskeyRow): Passkey {
  return {
    id,
    name,
    copied,
    createdAt: created_at.toISOString(),
    ...(used_at ? { usedAt: used_at.toISOString() } : {}),
  };
}

export function listPasskeys(query: Query, ownerId: string): Promise<PasskeyRow[]> {
  return query
    .selectFrom('passkeys')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** A passkey by what it calls itself, whosever it is: that is how its owner is found. */
export function findPasskey(query: Query, credentialId: string): Promise<PasskeyRow | undefined> {
  return query
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
}

export interface NewPasskey {
  id: string;
  ownerId: string;
  credentialId: string;
  publicKey: string;
  uses: number;
  transports: readonly string[];
  name: string;
  copied: boolean;
  at: Date;
}

/** Undefined when there is one that calls itself the same. */
export function insertPasskey(query: Query, passkey: NewPasskey): Promise<PasskeyRow | undefined> {
  return query
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      owner_id: passkey.ownerId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      uses: String(passkey.uses),
      transports: passkey.transports.join(' '),
      name: passkey.name,
      copied: passkey.copied,
      used_at: null,
      created_at: passkey.at.toISOString(),
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returningAll()
    .executeTakeFirst();
}

export function renamePasskey(
  query: Query,
  ownerId: string,
  id: string,
  name: string,
): Promise<PasskeyRow | undefined> {
  return query
    .updateTable('passkeys')
    .set({ name })
    .where('owner_id', '=', ownerId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** False when the owner has no such passkey. */
export async function deletePasskey(query: Query, ownerId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('passkeys')
    .where('owner_id', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function noteUse(query: Query, id: string, use: { uses: number; copied: boolean; at: Date }) {
  await query
    .updateTable('passkeys')
    .set({ uses: String(use.uses), copied: use.copied, used_at: use.at.toISOString() })
    .where('id', '=', id)
    .execute();
}

/** Takes a challenge out of use; false when it was answered before. */
export async function spendChallenge(
  query: Query,
  challenge: { hash: string; ownerId: string; expiresAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('spent_challenges')
    .values({
      challenge_hash: challenge.hash,
      owner_id: challenge.ownerId,
      expires_at: challenge.expiresAt.toISOString(),
    })
    .onConflict((conflict) => conflict.column('challenge_hash').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
