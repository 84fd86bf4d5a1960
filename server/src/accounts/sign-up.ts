import { Problem } from '@pegasus/core/problem.ts';
import {
  type AccountRow,
  findAccount,
  findAccountByEmail,
  insertAccount,
  nameUser,
  updateAccount,
} from '../db/accounts.ts';
import { deleteSessions } from '../db/sessions.ts';
import type { Services } from '../services.ts';
import { screenLink } from './addresses.ts';
import { changedLetter, confirmLetter, existsLetter, resetLetter } from './letters.ts';
import { makeLink, openLink, useLink } from './links.ts';
import { hashPassword, isPassword, requireGoodPassword } from './password.ts';
import { post } from './post.ts';

interface Wanted {
  email: string;
  name: string;
  password: string;
}

/**
 * Begins an account. Whoever asks learns nothing of others: the answer, the work and a mail are the same
 * whether there was an account or not. Throws Problem `sign-up-closed`, `password-weak`.
 */
export async function signUp(services: Services, { email, name, password }: Wanted): Promise<void> {
  const { config, database, newId, now } = services;
  if (config.signUp !== 'open' || !isAllowedDomain(config.signUpDomains, email))
    throw new Problem('sign-up-closed');
  requireGoodPassword(password, { email, name });
  const passwordHash = await hashPassword(password);
  const letter = await database.kysely.transaction().execute(async (transaction) => {
    const made = await insertAccount(transaction, {
      id: newId(),
      name,
      email,
      role: 'student',
      passwordHash,
      confirmedAt: null,
      at: now(),
    });
    const account = made ?? (await findAccountByEmail(transaction, email));
    if (!account) return undefined;
    if (account.confirmed_at || account.disabled_at) return existsLetter(screenLink(config, 'sign-in', ''));
    if (!made) await updateAccount(transaction, account.owner_id, { passwordHash });
    const { token } = await makeLink(services, transaction, 'confirm', account.owner_id);
    return confirmLetter(screenLink(config, 'confirm', token));
  });
  if (letter) post(services, { to: email, ...letter });
}

export function isAllowedDomain(domains: readonly string[], email: string): boolean {
  return domains.length === 0 || domains.includes(email.split('@').at(-1) ?? '');
}

/**
 * Confirms an address. The password is asked for again: who only reads the mail may be somebody whose
 * address another one gave, and must not be let into an account whose password that other one knows.
 * Throws Problem `link-invalid`, `sign-in-failed`.
 */
export async function confirmEmail(
  services: Services,
  { token, password }: { token: string; password: string },
): Promise<AccountRow> {
  const { kysely } = services.database;
  const { account } = await openLink(services, kysely, 'confirm', token);
  if (!(await isPassword(account.password_hash, password))) throw new Problem('sign-in-failed');
  await kysely.transaction().execute(async (transaction) => {
    await useLink(transaction, token);
    await updateAccount(transaction, account.owner_id, { confirmedAt: services.now() });
  });
  return account;
}

/** Throws Problem `link-invalid`, `password-weak`. */
export async function acceptInvitation(
  services: Services,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<AccountRow> {
  const { kysely } = services.database;
  const { account } = await openLink(services, kysely, 'invite', token);
  requireGoodPassword(password, { email: account.email, name });
  const passwordHash = await hashPassword(password);
  return kysely.transaction().execute(async (transaction) => {
    await useLink(transaction, token);
    await nameUser(transaction, account.owner_id, name);
    await updateAccount(transaction, account.owner_id, { passwordHash, confirmedAt: services.now() });
    return (await findAccount(transaction, account.owner_id)) ?? account;
  });
}

/** Sends a link where there is an account that may have one; says nothing either way. */
export async function requestReset(services: Services, email: string): Promise<void> {
  const account = await findAccountByEmail(services.database.kysely, email);
  if (!account?.confirmed_at || account.disabled_at) return;
  const { token } = await makeLink(services, services.database.kysely, 'reset', account.owner_id);
  post(services, { to: email, ...resetLetter(screenLink(services.config, 'reset', token)) });
}

/** Sets a new password and signs every device out. Throws Problem `link-invalid`, `password-weak`. */
export async function resetPassword(
  services: Services,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const { kysely } = services.database;
  const { account } = await openLink(services, kysely, 'reset', token);
  requireGoodPassword(password, account);
  const passwordHash = await hashPassword(password);
  await kysely.transaction().execute(async (transaction) => {
    await useLink(transaction, token);
    await updateAccount(transaction, account.owner_id, { passwordHash });
    await deleteSessions(transaction, account.owner_id);
  });
  post(services, { to: account.email, ...changedLetter() });
}
