import type { ExportFile } from '@pegasus/core/export-file.ts';
import type { Query } from './open.ts';

/** Which file is meant: of a lecture under a preset, in one choice of options. */
export interface MadeKey {
  ownerId: string;
  lectureId: string;
  presetId: string;
  exporter: string;
  options: string;
}

export async function findMadeExport(query: Query, wanted: MadeKey): Promise<ExportFile | undefined> {
  const row = await query
    .selectFrom('made_exports')
    .selectAll()
    .where('owner_id', '=', wanted.ownerId)
    .where('lecture_id', '=', wanted.lectureId)
    .where('preset_id', '=', wanted.presetId)
    .where('exporter', '=', wanted.exporter)
    .where('options', '=', wanted.options)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      presetId: row.preset_id,
      exporter: row.exporter,
      fileName: row.file_name,
      mediaType: row.media_type,
      bytes: Number(row.bytes),
      sha256: row.sha256,
      objectKey: row.object_key,
      fingerprint: row.fingerprint,
    }
  );
}

/**
 * Keeps a file in place of the one before it, and no more than `most` of a lecture. Gives back the keys of objects
 * that nothing names any more.
 */
export async function saveMadeExport(
  transaction: Query,
  { ownerId, lectureId, presetId, exporter, options }: MadeKey,
  file: ExportFile & { fingerprint: string },
  most: number,
): Promise<string[]> {
  // Whoever makes another file of the lecture at the same time waits, so that both count.
  await transaction
    .selectFrom('lectures')
    .select('id')
    .where('id', '=', lectureId)
    .forUpdate()
    .executeTakeFirst();
  const replaced = await transaction
    .deleteFrom('made_exports')
    .where('lecture_id', '=', lectureId)
    .where('preset_id', '=', presetId)
    .where('exporter', '=', exporter)
    .where('options', '=', options)
    .returning('object_key')
    .execute();
  await transaction
    .insertInto('made_exports')
    .values({
      id: file.id,
      owner_id: ownerId,
      lecture_id: lectureId,
      preset_id: presetId,
      exporter,
      options,
      fingerprint: file.fingerprint,
      file_name: file.fileName,
      media_type: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      object_key: file.objectKey,
    })
    .execute();
  const kept = transaction
    .selectFrom('made_exports')
    .select('id')
    .where('lecture_id', '=', lectureId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(most);
  const crowded = await transaction
    .deleteFrom('made_exports')
    .where('lecture_id', '=', lectureId)
    .where('id', 'not in', kept)
    .returning('object_key')
    .execute();
  return [...replaced, ...crowded].map(({ object_key }) => object_key);
}
