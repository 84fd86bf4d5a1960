import type { AppTokens, Person } from '@pegasus/core/account.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { type AccountRow, findAccount } from '../db/accounts.ts';
import {
  deleteSession,
  findByRefresh,
  findSession,
  insertSession,
  rotateTokens,
  type SessionRow,
  touchSession,
} from '../db/sessions.ts';
import type { Services } from '../services.ts';
import { hashToken, newToken } from './token.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ACCESS_MS = 15 * MINUTE;
/** However often it is used, a session ends after so many times its days of rest. */
const LONGEST = 3;
/** How often it is written down that a session was used. */
const TOUCH_MS = 5 * MINUTE;
/** An answer that was lost on the way may be asked for again with the token before. */
const GRACE_MS = MINUTE;

/** A device that was let in. */
export interface OpenSession {
  token: string;
  /** Until when a browser keeps its cookie. */
  expiresAt: Date;
}

export async function openWebSession(
  services: Services,
  ownerId: string,
  device: string,
): Promise<OpenSession> {
  const at = services.now();
  const token = newToken('web');
  const rest = services.config.sessionDays * DAY;
  const expiresAt = new Date(at.getTime() + LONGEST * rest);
  await insertSession(services.database.kysely, {
    id: services.newId(),
    ownerId,
    kind: 'web',
    device,
    tokenHash: hashToken(token),
    tokenExpiresAt: new Date(at.getTime() + rest),
    refreshHash: null,
    expiresAt,
    at,
  });
  return { token, expiresAt };
}

export async function openAppSession(
  services: Services,
  account: AccountRow,
  device: string,
): Promise<AppTokens> {
  const at = services.now();
  const pair = newPair(at);
  await insertSession(services.database.kysely, {
    id: services.newId(),
    ownerId: account.owner_id,
    kind: 'app',
    device,
    ...hashesOf(pair),
    expiresAt: new Date(at.getTime() + LONGEST * services.config.sessionDays * DAY),
    at,
  });
  return { ...shown(pair), person: personOf(account) };
}

/**
 * New tokens for old. A refresh token that comes back after it was used was copied: then nobody can tell
 * which of the two is the owner, and the session ends. Throws Problem `session-ended`.
 */
export async function refreshAppSession(services: Services, refreshToken: string): Promise<AppTokens> {
  const { kysely } = services.database;
  const at = services.now();
  const hash = hashToken(refreshToken);
  const session = await findByRefresh(kysely, hash, at);
  if (!session?.refresh_hash) throw new Problem('session-ended');
  const rested = at.getTime() - session.seen_at.getTime();
  const late = at.getTime() - (session.refreshed_at?.getTime() ?? 0) > GRACE_MS;
  const stolen = session.refresh_hash !== hash && late;
  if (stolen || rested > services.config.sessionDays * DAY) {
    await deleteSession(kysely, session.owner_id, session.id);
    if (stolen)
      services.log.warn({ sessionId: session.id }, 'a refresh token was used twice; the session was ended');
    throw new Problem('session-ended');
  }
  const account = await findAccount(kysely, session.owner_id);
  if (!account) throw new Problem('session-ended');
  const pair = newPair(at);
  const to = { ...hashesOf(pair), at };
  if (!(await rotateTokens(kysely, session.id, session.refresh_hash, to))) throw new Problem('session-ended');
  return { ...shown(pair), person: personOf(account) };
}

/** Whose token it is; a browser's session lasts longer by being used. */
export async function identify(services: Services, token: string): Promise<SessionRow | undefined> {
  const { kysely } = services.database;
  const at = services.now();
  const session = await findSession(kysely, hashToken(token), at);
  if (session && at.getTime() - session.seen_at.getTime() > TOUCH_MS) {
    const rest = new Date(at.getTime() + services.config.sessionDays * DAY);
    await touchSession(kysely, session.id, at, session.kind === 'web' ? rest : undefined);
  }
  return session;
}

export function personOf({
  owner_id: id,
  name,
  role,
  email,
}: Pick<AccountRow, 'owner_id' | 'name' | 'role' | 'email'>): Person {
  return { id, name, role, email };
}

interface Pair {
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
}

function newPair(at: Date): Pair {
  return {
    accessToken: newToken('access'),
    refreshToken: newToken('refresh'),
    expiresAt: new Date(at.getTime() + ACCESS_MS),
  };
}

function hashesOf({ accessToken, refreshToken, expiresAt }: Pair) {
  return {
    tokenHash: hashToken(accessToken),
    refreshHash: hashToken(refreshToken),
    tokenExpiresAt: expiresAt,
  };
}

function shown({ expiresAt, ...tokens }: Pair) {
  return { ...tokens, expiresAt: expiresAt.toISOString() };
}
