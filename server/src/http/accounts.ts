import { Problem } from '@pegasus/core/problem.ts';
import * as administration from '../accounts/administration.ts';
import { changePassword as change } from '../accounts/sign-in.ts';
import * as rows from '../db/accounts.ts';
import { deleteSession, listSessions } from '../db/sessions.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';

export const listDevices: Handler<'listDevices'> = async ({ services, ownerId, visitor }) => {
  const sessions = await listSessions(services.database.kysely, ownerId, services.now());
  const items = sessions.map(({ id, kind, device, created_at, seen_at }) => ({
    id,
    kind,
    name: device,
    current: id === visitor.sessionId,
    createdAt: created_at.toISOString(),
    seenAt: seen_at.toISOString(),
  }));
  return { items };
};

export const signOutDevice: Handler<'signOutDevice'> = async ({ services, ownerId, params, visitor }) => {
  if (!(await deleteSession(services.database.kysely, ownerId, params.deviceId)))
    throw new Problem('not-found', 'There is no such device.');
  if (params.deviceId === visitor.sessionId) visitor.letOut();
  return undefined;
};

export const changePassword: Handler<'changePassword'> = async ({ services, ownerId, visitor, body }) => {
  requireAccounts(services);
  await services.limits.take('sign-in', { user: ownerId, address: visitor.network });
  await change(services, { userId: ownerId, sessionId: visitor.sessionId }, body);
  return undefined;
};

export const listAccounts: Handler<'listAccounts'> = async ({ services, query }) => {
  requireAccounts(services);
  return rows.listAccounts(services.database.kysely, query);
};

/** The link itself is shown only where no mail can carry it: nobody else should hold what opens an account. */
export const inviteAccount: Handler<'inviteAccount'> = async ({ services, body }) => {
  requireAccounts(services);
  const { link, ...invitation } = await administration.invite(services, body);
  return services.mail.configured ? invitation : { ...invitation, link };
};

export const changeAccount: Handler<'changeAccount'> = async ({ services, params, body }) => {
  requireAccounts(services);
  return administration.changeAccount(services, params.accountId, body);
};

function requireAccounts({ config }: Services): void {
  if (config.accounts === 'off') throw new Problem('accounts-off');
}
