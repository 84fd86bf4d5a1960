import { Problem } from '@pegasus/core/problem.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import type { Query } from './open.ts';

export async function saveTranscript(
  query: Query,
  ownerId: string,
  lectureId: string,
  transcript: Transcript,
): Promise<void> {
  const values = {
    owner_id: ownerId,
    language: transcript.language,
    seconds: transcript.seconds,
    segments: JSON.stringify(transcript.segments),
    provenance: JSON.stringify(transcript.provenance),
  };
  await query
    .insertInto('transcripts')
    .values({ lecture_id: lectureId, ...values })
    .onConflict((conflict) => conflict.column('lecture_id').doUpdateSet(values))
    .execute();
}

/** Throws Problem `not-found`. */
export async function getTranscript(query: Query, ownerId: string, lectureId: string): Promise<Transcript> {
  const row = await query
    .selectFrom('transcripts')
    .select(['language', 'seconds', 'segments', 'provenance'])
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no transcript yet.');
  return row;
}
