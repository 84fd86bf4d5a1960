import { Problem } from '@pegasus/core/problem.ts';
import { findLink, type LinkPurpose, replaceLink, spendLink } from '../db/account-links.ts';
import { type AccountRow, findAccount } from '../db/accounts.ts';
import type { Query } from '../db/open.ts';
import type { Services } from '../services.ts';
import { hashToken, newToken } from './token.ts';

const HOUR = 3_600_000;

/** How long a link of a mail is good, in milliseconds; the code of an app only has to come back. */
const LIFE: Record<LinkPurpose, number> = {
  confirm: 24 * HOUR,
  reset: HOUR,
  invite: 7 * 24 * HOUR,
  app: 2 * 60_000,
};

export interface MadeLink {
  token: string;
  expiresAt: Date;
}

export async function makeLink(
  { newId, now }: Services,
  query: Query,
  purpose: LinkPurpose,
  ownerId: string,
  challenge?: string,
): Promise<MadeLink> {
  const token = newToken('link');
  const expiresAt = new Date(now().getTime() + LIFE[purpose]);
  await replaceLink(query, {
    id: newId(),
    ownerId,
    purpose,
    tokenHash: hashToken(token),
    challenge,
    expiresAt,
  });
  return { token, expiresAt };
}

/** Whose link it is. It stays good until it is spent. Throws Problem `link-invalid`. */
export async function openLink(
  { now }: Services,
  query: Query,
  purpose: LinkPurpose,
  token: string,
): Promise<{ account: AccountRow; challenge: string | null }> {
  const link = await findLink(query, { purpose, tokenHash: hashToken(token), now: now() });
  const account = link && (await findAccount(query, link.owner_id));
  if (!account || account.disabled_at) throw new Problem('link-invalid');
  return { account, challenge: link.challenge };
}

/** Takes it out of use, once. Throws Problem `link-invalid` when somebody else was first. */
export async function useLink(query: Query, token: string): Promise<void> {
  if (!(await spendLink(query, hashToken(token)))) throw new Problem('link-invalid');
}
