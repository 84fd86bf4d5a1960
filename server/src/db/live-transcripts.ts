import type { LiveProgress } from '@pegasus/core/upload/upload.ts';
import type { Query } from './open.ts';

const BYTES_PER_SECOND = 32_000;

/** A recording that is being made may be heard from now on; nothing happens when it is already. */
export async function openLiveTranscript(query: Query, ownerId: string, uploadId: string): Promise<void> {
  await query
    .insertInto('live_transcripts')
    .values({ upload_id: uploadId, owner_id: ownerId, state: 'open', notes: '[]' })
    .onConflict((conflict) => conflict.column('upload_id').doNothing())
    .execute();
}

export async function findLiveProgress(query: Query, uploadId: string): Promise<LiveProgress | undefined> {
  const row = await query
    .selectFrom('live_transcripts')
    .select(['state', 'sound_bytes', 'settled_seconds'])
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { segments } = await query
    .selectFrom('live_segments')
    .select((select) => select.fn.countAll<string | number>().as('segments'))
    .where('upload_id', '=', uploadId)
    .executeTakeFirstOrThrow();
  return {
    state: row.state,
    heard: Number(row.sound_bytes) / BYTES_PER_SECOND,
    settled: row.settled_seconds,
    segments: Number(segments),
  };
}
