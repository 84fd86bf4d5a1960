import type { Query } from './open.ts';
import type { Tables } from './tables.ts';

export type LinkPurpose = Tables['account_links']['purpose'];

export interface NewLink {
  id: string;
  ownerId: string;
  purpose: LinkPurpose;
  tokenHash: string;
  challenge?: string | undefined;
  expiresAt: Date;
}

/** Keeps a link and takes those of the same purpose away that came before: only the newest mail is good. */
export async function replaceLink(query: Query, link: NewLink): Promise<void> {
  await query
    .deleteFrom('account_links')
    .where('owner_id', '=', link.ownerId)
    .where('purpose', '=', link.purpose)
    .execute();
  await query
    .insertInto('account_links')
    .values({
      id: link.id,
      owner_id: link.ownerId,
      purpose: link.purpose,
      token_hash: link.tokenHash,
      challenge: link.challenge ?? null,
      expires_at: link.expiresAt.toISOString(),
    })
    .execute();
}

/** Whose link it is, if it is there and has not run out. */
export function findLink(
  query: Query,
  { purpose, tokenHash, now }: { purpose: LinkPurpose; tokenHash: string; now: Date },
): Promise<{ owner_id: string; challenge: string | null } | undefined> {
  return query
    .selectFrom('account_links')
    .select(['owner_id', 'challenge'])
    .where('purpose', '=', purpose)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Takes a link out of use; false when somebody else was first. */
export async function spendLink(query: Query, tokenHash: string): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('account_links')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function removeLinks(query: Query, ownerId: string): Promise<void> {
  await query.deleteFrom('account_links').where('owner_id', '=', ownerId).execute();
}
