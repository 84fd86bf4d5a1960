import { Problem } from '@pegasus/core/problem.ts';
import { type AccountRow, findAccount, findAccountByEmail, updateAccount } from '../db/accounts.ts';
import { deleteSessions } from '../db/sessions.ts';
import type { Services } from '../services.ts';
import { changedLetter } from './letters.ts';
import { hashPassword, isPassword, requireGoodPassword } from './password.ts';
import { post } from './post.ts';

/**
 * The account of an address and its password. No account, a wrong password, no password at all and a
 * disabled account are one answer, after the same work. Throws Problem `sign-in-failed`, and
 * `email-unconfirmed` to whoever knows the password.
 */
export async function checkCredentials(
  services: Services,
  { email, password }: { email: string; password: string },
): Promise<AccountRow> {
  const account = await findAccountByEmail(services.database.kysely, email);
  const right = await isPassword(account?.password_hash, password);
  if (!account || !right || account.disabled_at) throw new Problem('sign-in-failed');
  if (!account.confirmed_at) throw new Problem('email-unconfirmed');
  return account;
}

/** Throws Problem `sign-in-failed` when the old password is wrong, `password-weak`. */
export async function changePassword(
  services: Services,
  { userId, sessionId }: { userId: string; sessionId: string | undefined },
  { current, next }: { current: string; next: string },
): Promise<void> {
  const account = await findAccount(services.database.kysely, userId);
  if (!account) throw new Problem('accounts-off');
  if (!(await isPassword(account.password_hash, current))) throw new Problem('sign-in-failed');
  requireGoodPassword(next, account);
  const passwordHash = await hashPassword(next);
  await services.database.kysely.transaction().execute(async (transaction) => {
    await updateAccount(transaction, userId, { passwordHash });
    await deleteSessions(transaction, userId, sessionId);
  });
  post(services, { to: account.email, ...changedLetter() });
}
