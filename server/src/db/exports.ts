import type { ExportFile } from '@pegasus/core/export-file.ts';
import { newestGeneration } from './artifacts.ts';
import type { Query } from './open.ts';

/** Stores the exports of the newest generation; making them again replaces them. */
export async function saveExports(
  query: Query,
  ownerId: string,
  lectureId: string,
  presetId: string,
  files: readonly ExportFile[],
): Promise<void> {
  if (files.length === 0) return;
  const generation = await newestGeneration(query, lectureId, presetId);
  await query
    .deleteFrom('exports')
    .where('lecture_id', '=', lectureId)
    .where('preset_id', '=', presetId)
    .where('generation', '=', generation)
    .execute();
  await query
    .insertInto('exports')
    .values(
      files.map((file) => ({
        id: file.id,
        owner_id: ownerId,
        lecture_id: lectureId,
        preset_id: presetId,
        generation,
        exporter: file.exporter,
        file_name: file.fileName,
        media_type: file.mediaType,
        bytes: file.bytes,
        sha256: file.sha256,
        object_key: file.objectKey,
        fingerprint: file.fingerprint ?? null,
      })),
    )
    .execute();
}

export async function listExports(
  query: Query,
  ownerId: string,
  lectureId: string,
  presetId: string,
): Promise<ExportFile[]> {
  const generation = await newestGeneration(query, lectureId, presetId);
  const rows = await query
    .selectFrom('exports')
    .selectAll()
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .where('preset_id', '=', presetId)
    .where('generation', '=', generation)
    .orderBy('exporter')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    presetId: row.preset_id,
    exporter: row.exporter,
    fileName: row.file_name,
    mediaType: row.media_type,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    objectKey: row.object_key,
    ...(row.fingerprint ? { fingerprint: row.fingerprint } : {}),
  }));
}
