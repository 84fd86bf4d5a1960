import type { Share } from '@pegasus/core/share.ts';
import { sql } from 'kysely';
import type { Query } from './open.ts';
import type { Tables } from './tables.ts';

type Row = { [Column in keyof Tables['shares']]: unknown };

function toShare(row: Row): Share {
  const date = (value: unknown) => (value as Date).toISOString();
  return {
    id: String(row.id),
    lectureId: String(row.lecture_id),
    presetId: String(row.preset_id),
    artifacts: row.artifacts as string[],
    withTranscript: row.with_transcript === true,
    withRecording: row.with_recording === true,
    views: Number(row.views),
    copies: Number(row.copies),
    createdAt: date(row.created_at),
    expiresAt: date(row.expires_at),
    ...(row.revoked_at ? { revokedAt: date(row.revoked_at) } : {}),
  };
}

export async function insertShare(
  query: Query,
  ownerId: string,
  share: Omit<Share, 'views' | 'copies' | 'revokedAt'>,
  tokenHash: string,
): Promise<Share> {
  await query
    .insertInto('shares')
    .values({
      id: share.id,
      owner_id: ownerId,
      lecture_id: share.lectureId,
      preset_id: share.presetId,
      token_hash: tokenHash,
      artifacts: JSON.stringify(share.artifacts),
      with_transcript: share.withTranscript,
      with_recording: share.withRecording,
      views: 0,
      copies: 0,
      created_at: share.createdAt,
      expires_at: share.expiresAt,
    })
    .execute();
  return { ...share, views: 0, copies: 0 };
}

export async function listShares(query: Query, ownerId: string, lectureId: string): Promise<Share[]> {
  const rows = await query
    .selectFrom('shares')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('lecture_id', '=', lectureId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toShare);
}

/** Says whether there is such a link of this owner; one that ended before stays as it was. */
export async function revokeShare(
  query: Query,
  ownerId: string,
  shareId: string,
  at: Date,
): Promise<boolean> {
  const row = await query
    .updateTable('shares')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${at.toISOString()}::timestamptz)` })
    .where('id', '=', shareId)
    .where('owner_id', '=', ownerId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The link that is open under a token, with whose it is. Counts where it is opened or copied. */
export async function useShare(
  query: Query,
  tokenHash: string,
  at: Date,
  counted?: 'views' | 'copies',
): Promise<{ share: Share; ownerId: string } | undefined> {
  const row = await query
    .updateTable('shares')
    .set((update) => ({
      views: update('views', '+', counted === 'views' ? 1 : 0),
      copies: update('copies', '+', counted === 'copies' ? 1 : 0),
      last_viewed_at: at.toISOString(),
    }))
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`expires_at > ${at.toISOString()}::timestamptz`)
    .returningAll()
    .executeTakeFirst();
  return row && { share: toShare(row), ownerId: row.owner_id };
}
