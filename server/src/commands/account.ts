import { EmailAddress, Role } from '@pegasus/core/account.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { z } from 'zod';
import { screenLink } from '../accounts/addresses.ts';
import { changeAccount, invite } from '../accounts/administration.ts';
import { makeLink } from '../accounts/links.ts';
import type { Config } from '../config.ts';
import { findAccountByEmail, listAccounts, toAccount } from '../db/accounts.ts';
import { deleteSessions } from '../db/sessions.ts';
import { openServices, type Services } from '../services.ts';
import type { AccountAction } from './account-actions.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface Context {
  config: Config;
  terminal: Terminal;
}

/**
 * Looks after accounts from the machine itself: the first administrator is made here, and here one gets in
 * again when nobody can sign in.
 */
export async function runAccount(
  action: AccountAction,
  email: string | undefined,
  options: { role?: string },
  { config, terminal }: Context,
): Promise<{ code: number; result: unknown }> {
  if (config.accounts === 'off') throw new Problem('accounts-off');
  const services = await openServices(config);
  try {
    const result = await ACTIONS[action]({ services, terminal, email, role: options.role });
    return { code: EXIT.ok, result };
  } finally {
    await services.close();
  }
}

interface Work {
  services: Services;
  terminal: Terminal;
  email: string | undefined;
  role: string | undefined;
}

const ACTIONS: Record<AccountAction, (work: Work) => Promise<unknown>> = {
  list: async ({ services, terminal }) => {
    const { items } = await listAccounts(services.database.kysely, { limit: 1000 });
    for (const { email, role, state } of items)
      terminal.print(`${email.padEnd(40)}${role.padEnd(15)}${state}`);
    if (items.length === 0) terminal.print('There are no accounts. Make the first with «account invite».');
    return { accounts: items };
  },
  invite: async ({ services, terminal, email, role }) => {
    const invitation = await invite(services, {
      email: read(EmailAddress, email, 'e-mail address'),
      role: read(Role, role ?? 'student', 'role'),
    });
    // On the terminal of whoever asked for it, and nowhere else: it opens the account.
    terminal.print(`Good until ${invitation.expiresAt}, once:\n${invitation.link}`);
    return invitation;
  },
  reset: async (work) => {
    const { services, terminal } = work;
    const account = await named(work);
    const { token, expiresAt } = await makeLink(services, services.database.kysely, 'reset', account.id);
    const link = screenLink(services.config, 'reset', token);
    terminal.print(`Good until ${expiresAt.toISOString()}, once:\n${link}`);
    return { account, link, expiresAt };
  },
  role: (work) => change(work, { role: read(Role, work.role, 'role') }),
  disable: (work) => change(work, { disabled: true }),
  enable: (work) => change(work, { disabled: false }),
  'sign-out': async (work) => {
    const account = await named(work);
    await deleteSessions(work.services.database.kysely, account.id);
    work.terminal.print('Every device of it is signed out.');
    return { account };
  },
};

async function change(work: Work, what: Parameters<typeof changeAccount>[2]): Promise<unknown> {
  const { id } = await named(work);
  const account = await changeAccount(work.services, id, what);
  work.terminal.print(`${account.email} is ${account.state}, ${account.role}.`);
  return { account };
}

async function named({ services, email }: Work) {
  const row = await findAccountByEmail(services.database.kysely, read(EmailAddress, email, 'e-mail address'));
  if (!row) throw new Problem('not-found', 'There is no account of this address.');
  return toAccount(row);
}

function read<T extends z.ZodType>(schema: T, value: string | undefined, what: string): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw new Problem('request-invalid', `It needs a good ${what}.`);
  return result.data;
}
