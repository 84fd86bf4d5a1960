import { Problem } from '@pegasus/core/problem.ts';
import type { Moment, Upload, UploadPiece } from '@pegasus/core/upload/upload.ts';
import type { Selectable } from 'kysely';
import type { Query } from './open.ts';
import type { Tables } from './tables.ts';

export type UploadRow = Selectable<Tables['uploads']>;

/** A piece as it lies in the store. */
export interface KeptPiece extends UploadPiece {
  objectKey: string;
}

export interface NewUploadRow {
  id: string;
  courseId: string;
  presetId: string;
  title: string | undefined;
  fileName: string;
  source: Upload['source'];
  mediaType: string | undefined;
  declaredBytes: number | undefined;
  at: Date;
}

/** Nothing happens when there is one of that id already, whoever owns it. */
export async function insertUpload(query: Query, ownerId: string, upload: NewUploadRow): Promise<void> {
  await query
    .insertInto('uploads')
    .values({
      id: upload.id,
      owner_id: ownerId,
      course_id: upload.courseId,
      preset_id: upload.presetId,
      title: upload.title ?? null,
      file_name: upload.fileName,
      source: upload.source,
      media_type: upload.mediaType ?? null,
      declared_bytes: upload.declaredBytes ?? null,
      state: 'open',
      lecture_id: null,
      created_at: upload.at.toISOString(),
      touched_at: upload.at.toISOString(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Throws Problem `not-found`, for an upload of somebody else too. */
export async function getUploadRow(query: Query, ownerId: string, uploadId: string): Promise<UploadRow> {
  const row = await query
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', uploadId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such upload.');
  return row;
}

/** Notes that somebody still sends; false when the upload is complete or gone. Locks its row. */
export async function touchUpload(query: Query, uploadId: string, at: Date): Promise<boolean> {
  const row = await query
    .updateTable('uploads')
    .set({ touched_at: at.toISOString() })
    .where('id', '=', uploadId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes it the upload of a lecture; false when another did so before, or it is gone. */
export async function completeUpload(query: Query, uploadId: string, lectureId: string): Promise<boolean> {
  const row = await query
    .updateTable('uploads')
    .set({ state: 'complete', lecture_id: lectureId })
    .where('id', '=', uploadId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteUploadRow(query: Query, uploadId: string): Promise<void> {
  await query.deleteFrom('uploads').where('id', '=', uploadId).execute();
}

export async function listPieces(query: Query, uploadId: string): Promise<KeptPiece[]> {
  const rows = await query
    .selectFrom('upload_pieces')
    .select(['start_byte', 'bytes', 'sha256', 'object_key'])
    .where('upload_id', '=', uploadId)
    .orderBy('start_byte')
    .execute();
  return rows.map(toPiece);
}

export async function findPiece(
  query: Query,
  uploadId: string,
  start: number,
): Promise<KeptPiece | undefined> {
  const row = await query
    .selectFrom('upload_pieces')
    .select(['start_byte', 'bytes', 'sha256', 'object_key'])
    .where('upload_id', '=', uploadId)
    .where('start_byte', '=', start)
    .executeTakeFirst();
  return row && toPiece(row);
}

/** The piece that holds the byte at `position`; undefined while it has not arrived. */
export async function pieceAt(
  query: Query,
  uploadId: string,
  position: number,
): Promise<KeptPiece | undefined> {
  const row = await query
    .selectFrom('upload_pieces')
    .select(['start_byte', 'bytes', 'sha256', 'object_key'])
    .where('upload_id', '=', uploadId)
    .where('start_byte', '<=', position)
    .orderBy('start_byte', 'desc')
    .limit(1)
    .executeTakeFirst();
  const piece = row && toPiece(row);
  return piece && piece.start + piece.bytes > position ? piece : undefined;
}

/** Bytes of all pieces together, which may overlap. */
export async function countPieceBytes(query: Query, uploadId: string): Promise<number> {
  const row = await query
    .selectFrom('upload_pieces')
    .select((select) => select.fn.sum<string | number | null>('bytes').as('bytes'))
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
  return Number(row?.bytes ?? 0);
}

/** Writes a piece down, in place of one that began at the same byte. */
export async function savePiece(
  query: Query,
  ownerId: string,
  uploadId: string,
  piece: KeptPiece,
  at: Date,
): Promise<void> {
  const values = {
    bytes: piece.bytes,
    sha256: piece.sha256,
    object_key: piece.objectKey,
    created_at: at.toISOString(),
  };
  await query
    .insertInto('upload_pieces')
    .values({ upload_id: uploadId, owner_id: ownerId, start_byte: piece.start, ...values })
    .onConflict((conflict) => conflict.columns(['upload_id', 'start_byte']).doUpdateSet(values))
    .execute();
}

export async function deletePieces(query: Query, uploadId: string): Promise<void> {
  await query.deleteFrom('upload_pieces').where('upload_id', '=', uploadId).execute();
}

/** Uploads that nobody has sent anything to since then, oldest first. */
export async function listUntouchedUploads(
  query: Query,
  before: Date,
  limit: number,
): Promise<{ id: string; ownerId: string; touchedAt: Date }[]> {
  const rows = await query
    .selectFrom('uploads')
    .select(['id', 'owner_id', 'touched_at'])
    .where('state', '=', 'open')
    .where('touched_at', '<', before)
    .orderBy('touched_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, ownerId: row.owner_id, touchedAt: row.touched_at }));
}

export async function insertMoments(
  query: Query,
  ownerId: string,
  lectureId: string,
  moments: readonly Moment[],
): Promise<void> {
  if (moments.length === 0) return;
  const rows = moments
    .toSorted((a, b) => a.at - b.at)
    .map((moment, place) => ({
      lecture_id: lectureId,
      owner_id: ownerId,
      place,
      kind: moment.kind,
      at_second: moment.at,
      lost_seconds: moment.lostSeconds ?? null,
      note: moment.note ?? null,
    }));
  await query.insertInto('lecture_moments').values(rows).execute();
}

export async function listMoments(query: Query, ownerId: string, lectureId: string): Promise<Moment[]> {
  const rows = await query
    .selectFrom('lecture_moments')
    .select(['kind', 'at_second', 'lost_seconds', 'note'])
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .orderBy('place')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    at: row.at_second,
    ...(row.lost_seconds === null ? {} : { lostSeconds: row.lost_seconds }),
    ...(row.note === null ? {} : { note: row.note }),
  }));
}

function toPiece(row: {
  start_byte: string | number;
  bytes: string | number;
  sha256: string;
  object_key: string;
}): KeptPiece {
  return {
    start: Number(row.start_byte),
    bytes: Number(row.bytes),
    sha256: row.sha256,
    objectKey: row.object_key,
  };
}
