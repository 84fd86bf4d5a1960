import { Problem } from '@pegasus/core/problem.ts';
import * as passkeys from '../accounts/passkeys.ts';
import * as rows from '../db/passkeys.ts';
import { findOpened } from '../db/sessions.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';
import { letIn } from './sign-in.ts';
import type { Visitor } from './visitor.ts';

const CHALLENGE_COOKIE = 'pegasus-challenge';
const SECONDS = passkeys.CHALLENGE_MS / 1000;

export const startPasskeySignIn: Handler<'startPasskeySignIn'> = async ({ services, visitor }) => {
  await requireAccounts(services, visitor);
  const { options, kept } = await passkeys.startSignIn(services);
  visitor.keep(CHALLENGE_COOKIE, kept, SECONDS);
  return options;
};

export const signInWithPasskey: Handler<'signInWithPasskey'> = async ({ services, visitor, body }) => {
  await requireAccounts(services, visitor, body.id);
  return letIn(services, visitor, await passkeys.finishSignIn(services, body, answerOf(visitor)));
};

export const listPasskeys: Handler<'listPasskeys'> = async ({ services, ownerId }) => {
  return { items: (await rows.listPasskeys(services.database.kysely, ownerId)).map(rows.toPasskey) };
};

export const startPasskey: Handler<'startPasskey'> = async ({ services, ownerId, visitor, body }) => {
  await requireAccounts(services, visitor, ownerId);
  const opened = visitor.sessionId && (await findOpened(services.database.kysely, visitor.sessionId));
  const owner = { id: ownerId, signedInAt: opened || undefined };
  const { options, kept } = await passkeys.startPasskey(services, owner, body.password);
  visitor.keep(CHALLENGE_COOKIE, kept, SECONDS);
  return options;
};

export const addPasskey: Handler<'addPasskey'> = async ({ services, ownerId, visitor, body }) => {
  await requireAccounts(services, visitor, ownerId);
  return passkeys.addPasskey(services, ownerId, body, answerOf(visitor));
};

export const renamePasskey: Handler<'renamePasskey'> = async ({ services, ownerId, params, body }) => {
  const row = await rows.renamePasskey(services.database.kysely, ownerId, params.passkeyId, body.name);
  if (!row) throw new Problem('not-found', 'There is no such passkey.');
  return rows.toPasskey(row);
};

export const removePasskey: Handler<'removePasskey'> = async ({ services, ownerId, params }) => {
  if (!(await rows.deletePasskey(services.database.kysely, ownerId, params.passkeyId)))
    throw new Problem('not-found', 'There is no such passkey.');
  return undefined;
};

/** What the browser kept since it was asked, which it keeps no longer, and the page that it says it is. */
function answerOf(visitor: Visitor): { kept: string | undefined; origin: string } {
  const kept = visitor.kept(CHALLENGE_COOKIE);
  visitor.keep(CHALLENGE_COOKIE, '', 0);
  return { kept, origin: visitor.origin };
}

/** Counts a try, as for a password. Throws Problem `accounts-off`. */
async function requireAccounts(
  { config, limits }: Services,
  { network }: Visitor,
  user?: string,
): Promise<void> {
  if (config.accounts === 'off') throw new Problem('accounts-off');
  await limits.take('sign-in', { user, address: network });
}
