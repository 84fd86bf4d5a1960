import { sql } from 'kysely';
import type { Query } from './open.ts';

/** What one owner uses of the server. */
export interface Use {
  /** Bytes of recordings and exports that are kept, and of what is still arriving. */
  bytes: number;
  /** Seconds of recordings that were taken in since the given moment. */
  seconds: number;
  /** Lectures that are processed or wait for it. */
  openLectures: number;
}

export async function readUse(query: Query, ownerId: string, since: Date): Promise<Use> {
  const { rows } = await sql<{ bytes: string; seconds: number; open: string }>`
    select
      (select coalesce(sum(bytes), 0) from recordings where owner_id = ${ownerId})
        + (select coalesce(sum(bytes), 0) from exports where owner_id = ${ownerId})
        + (select coalesce(sum(bytes), 0) from upload_pieces where owner_id = ${ownerId}) as bytes,
      (select coalesce(sum(seconds), 0) from ingested
        where owner_id = ${ownerId} and created_at > ${since.toISOString()}) as seconds,
      (select count(*) from lectures where owner_id = ${ownerId} and state = 'processing') as open
  `.execute(query);
  const [row] = rows;
  return {
    bytes: Number(row?.bytes ?? 0),
    seconds: Number(row?.seconds ?? 0),
    openLectures: Number(row?.open ?? 0),
  };
}
