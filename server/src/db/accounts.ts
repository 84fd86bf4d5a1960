import type { Account, Role } from '@pegasus/core/account.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { type Selectable, sql } from 'kysely';
import type { Query } from './open.ts';
import { type Page, type PageRequest, readCursor, toPage } from './page.ts';
import type { Tables } from './tables.ts';

export type AccountRow = Selectable<Tables['accounts']> & { name: string };

function selectAccounts(query: Query) {
  return query
    .selectFrom('accounts')
    .innerJoin('users', 'users.id', 'accounts.owner_id')
    .selectAll('accounts')
    .select('users.name');
}

export function findAccountByEmail(query: Query, email: string): Promise<AccountRow | undefined> {
  return selectAccounts(query).where('email', '=', email).executeTakeFirst();
}

export function findAccount(query: Query, userId: string): Promise<AccountRow | undefined> {
  return selectAccounts(query).where('owner_id', '=', userId).executeTakeFirst();
}

export function findAccountByIdentity(
  query: Query,
  identity: { issuer: string; subject: string },
): Promise<AccountRow | undefined> {
  return selectAccounts(query)
    .innerJoin('account_identities', 'account_identities.owner_id', 'accounts.owner_id')
    .where('issuer', '=', identity.issuer)
    .where('subject', '=', identity.subject)
    .executeTakeFirst();
}

export function toAccount(row: AccountRow): Account {
  const state = row.disabled_at
    ? 'disabled'
    : row.confirmed_at
      ? 'active'
      : row.password_hash
        ? 'unconfirmed'
        : 'invited';
  const { owner_id: id, name, email, role } = row;
  return { id, name, email, role, state, createdAt: row.created_at.toISOString() };
}

export async function listAccounts(query: Query, page: PageRequest): Promise<Page<Account>> {
  const after = readCursor(page.cursor);
  let select = selectAccounts(query)
    .orderBy('accounts.created_at', 'desc')
    .orderBy('accounts.owner_id')
    .limit(page.limit + 1);
  if (after) {
    select = select.where(
      sql<boolean>`(accounts.created_at < ${after.createdAt} or (accounts.created_at = ${after.createdAt} and accounts.owner_id > ${after.id}))`,
    );
  }
  return toPage((await select.execute()).map(toAccount), page.limit);
}

export interface NewAccount {
  id: string;
  name: string;
  email: string;
  role: Role;
  passwordHash: string | null;
  confirmedAt: Date | null;
  at: Date;
}

/** Makes user and account; undefined when there is one of this address already. Within a transaction. */
export async function insertAccount(query: Query, account: NewAccount): Promise<AccountRow | undefined> {
  const at = account.at.toISOString();
  // Before the user, so that two at once for one address leave one user.
  if (await findAccountByEmail(query, account.email)) return undefined;
  await query.insertInto('users').values({ id: account.id, name: account.name, created_at: at }).execute();
  await query
    .insertInto('accounts')
    .values({
      owner_id: account.id,
      email: account.email,
      role: account.role,
      password_hash: account.passwordHash,
      confirmed_at: account.confirmedAt?.toISOString() ?? null,
      disabled_at: null,
      created_at: at,
    })
    .execute();
  return findAccount(query, account.id);
}

export async function nameUser(query: Query, userId: string, name: string): Promise<void> {
  await query.updateTable('users').set({ name }).where('id', '=', userId).execute();
}

export async function updateAccount(
  query: Query,
  userId: string,
  change: { passwordHash?: string | null; confirmedAt?: Date; role?: Role; disabledAt?: Date | null },
): Promise<void> {
  const { passwordHash, confirmedAt, role, disabledAt } = change;
  await query
    .updateTable('accounts')
    .set({
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      ...(confirmedAt === undefined ? {} : { confirmed_at: confirmedAt.toISOString() }),
      ...(role === undefined ? {} : { role }),
      ...(disabledAt === undefined ? {} : { disabled_at: disabledAt?.toISOString() ?? null }),
    })
    .where('owner_id', '=', userId)
    .execute();
}

/**
 * Holds the rows of all administrators who can sign in until the end of the transaction, so that two who take
 * each other's role away at once do not leave none. Throws Problem `last-administrator` when `userId` is the only one.
 */
export async function keepAnAdministrator(query: Query, userId: string): Promise<void> {
  const rows = await query
    .selectFrom('accounts')
    .select('owner_id')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .where('confirmed_at', 'is not', null)
    .orderBy('owner_id')
    .forUpdate()
    .execute();
  if (rows.length === 1 && rows[0]?.owner_id === userId) throw new Problem('last-administrator');
}

export async function insertIdentity(
  query: Query,
  ownerId: string,
  identity: { issuer: string; subject: string },
): Promise<void> {
  await query
    .insertInto('account_identities')
    .values({ ...identity, owner_id: ownerId })
    .execute();
}
