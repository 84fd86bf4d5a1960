import type { Account, Role } from '@pegasus/core/account.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { removeLinks } from '../db/account-links.ts';
import {
  findAccount,
  findAccountByEmail,
  insertAccount,
  keepAnAdministrator,
  toAccount,
  updateAccount,
} from '../db/accounts.ts';
import { deleteSessions } from '../db/sessions.ts';
import type { Services } from '../services.ts';
import { screenLink } from './addresses.ts';
import { inviteLetter } from './letters.ts';
import { makeLink } from './links.ts';
import { isPassword } from './password.ts';
import { post } from './post.ts';

export interface MadeInvitation {
  account: Account;
  expiresAt: string;
  link: string;
}

/** Makes an account without a password and the link to choose one. Throws Problem `account-exists`. */
export async function invite(
  services: Services,
  { email, role }: { email: string; role: Role },
): Promise<MadeInvitation> {
  const { database, newId, now, config } = services;
  const { row, token, expiresAt } = await database.kysely.transaction().execute(async (transaction) => {
    const made = await insertAccount(transaction, {
      id: newId(),
      name: email.split('@')[0] ?? email,
      email,
      role,
      passwordHash: null,
      confirmedAt: null,
      at: now(),
    });
    const account = made ?? (await findAccountByEmail(transaction, email));
    if (!account || account.confirmed_at || account.disabled_at) throw new Problem('account-exists');
    if (!made) await updateAccount(transaction, account.owner_id, { role, passwordHash: null });
    const link = await makeLink(services, transaction, 'invite', account.owner_id);
    return { row: { ...account, role, password_hash: null }, ...link };
  });
  const link = screenLink(config, 'invitation', token);
  post(services, { to: email, ...inviteLetter(link) });
  return { account: toAccount(row), expiresAt: expiresAt.toISOString(), link };
}

/** Throws Problem `not-found`, `last-administrator`. */
export async function changeAccount(
  { database, now }: Services,
  accountId: string,
  { role, disabled }: { role?: Role | undefined; disabled?: boolean | undefined },
): Promise<Account> {
  return database.kysely.transaction().execute(async (transaction) => {
    const before = await findAccount(transaction, accountId);
    if (!before) throw new Problem('not-found', 'There is no such account.');
    const takesAway = disabled === true || (role !== undefined && role !== 'administrator');
    if (before.role === 'administrator' && takesAway) await keepAnAdministrator(transaction, accountId);
    await updateAccount(transaction, accountId, {
      ...(role === undefined ? {} : { role }),
      ...(disabled === undefined ? {} : { disabledAt: disabled ? now() : null }),
    });
    if (disabled) {
      await deleteSessions(transaction, accountId);
      await removeLinks(transaction, accountId);
    }
    const after = await findAccount(transaction, accountId);
    return toAccount(after ?? before);
  });
}

/**
 * Whether somebody may delete their account: who found an open browser must not, nor may the last administrator.
 * Throws Problem `sign-in-failed`, `last-administrator`.
 */
export async function requireLeave(
  { database }: Services,
  userId: string,
  password: string | undefined,
): Promise<void> {
  const account = await findAccount(database.kysely, userId);
  if (!account) return;
  if (account.password_hash && !(await isPassword(account.password_hash, password ?? '')))
    throw new Problem('sign-in-failed');
  if (account.role === 'administrator') {
    await database.kysely.transaction().execute((transaction) => keepAnAdministrator(transaction, userId));
  }
}
