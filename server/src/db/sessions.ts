import type { Role } from '@pegasus/core/account.ts';
import type { Query } from './open.ts';
import type { Tables } from './tables.ts';

export interface SessionRow {
  id: string;
  owner_id: string;
  kind: Tables['sessions']['kind'];
  name: string;
  email: string;
  role: Role;
  seen_at: Date;
  expires_at: Date;
}

/** The session of a token, if it holds: not run out, not signed out, and its account may sign in. */
export function findSession(query: Query, tokenHash: string, now: Date): Promise<SessionRow | undefined> {
  return query
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.owner_id', 'sessions.owner_id')
    .innerJoin('users', 'users.id', 'sessions.owner_id')
    .select([
      'sessions.id',
      'sessions.owner_id',
      'sessions.kind',
      'users.name',
      'accounts.email',
      'accounts.role',
      'sessions.seen_at',
      'sessions.expires_at',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.token_expires_at', '>', now)
    .where('sessions.expires_at', '>', now)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
}

export interface NewSession {
  id: string;
  ownerId: string;
  kind: Tables['sessions']['kind'];
  device: string;
  tokenHash: string;
  tokenExpiresAt: Date;
  refreshHash: string | null;
  expiresAt: Date;
  at: Date;
}

export async function insertSession(query: Query, session: NewSession): Promise<void> {
  await query
    .insertInto('sessions')
    .values({
      id: session.id,
      owner_id: session.ownerId,
      kind: session.kind,
      device: session.device,
      token_hash: session.tokenHash,
      token_expires_at: session.tokenExpiresAt.toISOString(),
      refresh_hash: session.refreshHash,
      expires_at: session.expiresAt.toISOString(),
      seen_at: session.at.toISOString(),
      created_at: session.at.toISOString(),
    })
    .execute();
}

/** Notes that a session was used; that of a browser lasts longer by it. */
export async function touchSession(
  query: Query,
  id: string,
  at: Date,
  tokenExpiresAt: Date | undefined,
): Promise<void> {
  await query
    .updateTable('sessions')
    .set({
      seen_at: at.toISOString(),
      ...(tokenExpiresAt ? { token_expires_at: tokenExpiresAt.toISOString() } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** The session of an app by its refresh token, the newest or the one before. */
export function findByRefresh(query: Query, refreshHash: string, now: Date) {
  return query
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.owner_id', 'sessions.owner_id')
    .select([
      'sessions.id',
      'sessions.owner_id',
      'sessions.refresh_hash',
      'sessions.refreshed_at',
      'sessions.seen_at',
    ])
    .where((where) =>
      where.or([where('refresh_hash', '=', refreshHash), where('spent_refresh_hash', '=', refreshHash)]),
    )
    .where('sessions.expires_at', '>', now)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Puts a new pair of tokens in place of those that hold now; false when another request was first. */
export async function rotateTokens(
  query: Query,
  id: string,
  from: string,
  to: { tokenHash: string; tokenExpiresAt: Date; refreshHash: string; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('sessions')
    .set({
      token_hash: to.tokenHash,
      token_expires_at: to.tokenExpiresAt.toISOString(),
      refresh_hash: to.refreshHash,
      spent_refresh_hash: from,
      refreshed_at: to.at.toISOString(),
      seen_at: to.at.toISOString(),
    })
    .where('id', '=', id)
    .where('refresh_hash', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** When a device signed in. */
export async function findOpened(query: Query, id: string): Promise<Date | undefined> {
  const row = await query.selectFrom('sessions').select('created_at').where('id', '=', id).executeTakeFirst();
  return row?.created_at;
}

export function listSessions(query: Query, ownerId: string, now: Date) {
  return query
    .selectFrom('sessions')
    .select(['id', 'kind', 'device', 'created_at', 'seen_at'])
    .where('owner_id', '=', ownerId)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .limit(200)
    .execute();
}

/** False when the owner has no such session. */
export async function deleteSession(query: Query, ownerId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('sessions')
    .where('owner_id', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function deleteSessions(query: Query, ownerId: string, except?: string): Promise<void> {
  let removal = query.deleteFrom('sessions').where('owner_id', '=', ownerId);
  if (except) removal = removal.where('id', '!=', except);
  await removal.execute();
}

/** What has run out is of no use to anybody. */
export async function deleteExpired(query: Query, now: Date): Promise<void> {
  await query.deleteFrom('sessions').where('expires_at', '<=', now).execute();
  await query.deleteFrom('account_links').where('expires_at', '<=', now).execute();
  await query.deleteFrom('spent_challenges').where('expires_at', '<=', now).execute();
  await query.deleteFrom('rate_limits').where('expire', '<=', String(now.getTime())).execute();
}
