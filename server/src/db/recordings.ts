import { Problem } from '@pegasus/core/problem.ts';
import type { Recording } from '@pegasus/core/recording.ts';
import type { Query } from './open.ts';

export async function insertRecording(
  query: Query,
  ownerId: string,
  lectureId: string,
  recording: Recording,
): Promise<void> {
  await query
    .insertInto('recordings')
    .values({
      lecture_id: lectureId,
      owner_id: ownerId,
      kind: recording.kind,
      format: recording.format,
      media_type: recording.mediaType,
      file_name: recording.fileName,
      bytes: recording.bytes,
      sha256: recording.sha256,
      object_key: recording.objectKey,
    })
    .execute();
}

/** Throws Problem `not-found`. */
export async function getRecording(query: Query, ownerId: string, lectureId: string): Promise<Recording> {
  const row = await query
    .selectFrom('recordings')
    .selectAll()
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such recording.');
  return {
    kind: row.kind,
    format: row.format,
    mediaType: row.media_type,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    objectKey: row.object_key,
  };
}
