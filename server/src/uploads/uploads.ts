import { plainText } from '@pegasus/core/plain-text.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { LARGEST_PIECE, type NewUpload, type Upload, type UploadPiece } from '@pegasus/core/upload/upload.ts';
import { getCourse } from '../db/courses.ts';
import { findLiveProgress, openLiveTranscript } from '../db/live-transcripts.ts';
import {
  countPieceBytes,
  deleteUploadRow,
  findPiece,
  getUploadRow,
  insertUpload,
  type KeptPiece,
  listPieces,
  savePiece,
  touchUpload,
} from '../db/uploads.ts';
import { requireRoom } from '../limits/quotas.ts';
import { sniffBeginning } from '../media/sniff-stream.ts';
import type { Services } from '../services.ts';
import { pieceKey, uploadPrefix } from '../storage/key.ts';
import { admitBytes, admitType } from './admission.ts';

/** Looked at before the rest of a file is sent. */
const FIRST_LOOK_BYTES = 65_536;

/** Begins an upload, or finds the one that began under this id. Refuses at once what can never become a lecture. */
export async function openUpload(services: Services, ownerId: string, given: NewUpload): Promise<Upload> {
  const { kysely } = services.database;
  const preset = presetById(given.preset);
  await getCourse(kysely, ownerId, given.courseId);
  admitBytes(services.config, given.bytes ?? 0);
  admitType(given.mediaType);
  // A lecture that is being given is taken in whatever else is under way, and judged when it is whole.
  if (given.source === 'file') {
    await requireRoom(kysely, services.config, { ownerId, bytes: given.bytes ?? 0, now: services.now() });
  }
  // Throws when the disk is full, so that nobody records against a server that has no room.
  await services.storage.check();
  const fileName = plainText(given.fileName.split(/[/\\]/).at(-1) ?? '', 200) || 'recording';
  await kysely.transaction().execute(async (transaction) => {
    await insertUpload(transaction, ownerId, {
      id: given.id,
      courseId: given.courseId,
      presetId: preset.id,
      title: given.title === undefined ? undefined : plainText(given.title, 200) || undefined,
      fileName,
      source: given.source,
      mediaType: given.mediaType,
      declaredBytes: given.bytes,
      at: services.now(),
    });
    // Under this id another owner may have one; then this throws and nothing is begun.
    await getUploadRow(transaction, ownerId, given.id);
    if (given.source === 'recording') await openLiveTranscript(transaction, ownerId, given.id);
  });
  return showUpload(services, ownerId, given.id);
}

export async function showUpload(services: Services, ownerId: string, uploadId: string): Promise<Upload> {
  const { kysely } = services.database;
  const row = await getUploadRow(kysely, ownerId, uploadId);
  const pieces = row.state === 'open' ? await listPieces(kysely, uploadId) : [];
  const live = await findLiveProgress(kysely, uploadId);
  return {
    id: row.id,
    courseId: row.course_id,
    presetId: row.preset_id,
    ...(row.title === null ? {} : { title: row.title }),
    fileName: row.file_name,
    source: row.source,
    state: row.state,
    ...(row.lecture_id === null ? {} : { lectureId: row.lecture_id }),
    pieces: pieces.map(({ start, bytes, sha256 }) => ({ start, bytes, sha256 })),
    ...(live ? { live } : {}),
    createdAt: row.created_at.toISOString(),
  };
}

export interface ArrivingPiece {
  start: number;
  sha256: string;
  length: number;
  bytes: AsyncIterable<Uint8Array>;
  signal: AbortSignal;
}

/**
 * Keeps a piece on stable storage. The same piece again is known without reading it; another one of the same
 * place takes its place. Any number of processes may do this for one upload at once.
 */
export async function keepPiece(
  services: Services,
  ownerId: string,
  uploadId: string,
  given: ArrivingPiece,
): Promise<UploadPiece> {
  const { config, storage } = services;
  const { kysely } = services.database;
  const { start, sha256, length } = given;
  const upload = await getUploadRow(kysely, ownerId, uploadId);
  if (upload.state !== 'open') throw new Problem('upload-closed');
  if (length > LARGEST_PIECE) {
    throw new Problem('request-too-large', `A piece has at most ${LARGEST_PIECE} bytes.`);
  }
  const before = await findPiece(kysely, uploadId, start);
  if (before?.sha256 === sha256 && before.bytes === length) return { start, bytes: length, sha256 };
  admitBytes(config, Math.max(start + length, await countPieceBytes(kysely, uploadId)));

  const stored = await storage.put(pieceKey(uploadId, start, services.newId()), given.bytes, {
    maxBytes: length,
    ownerId,
    signal: given.signal,
  });
  const piece: KeptPiece = { start, bytes: stored.bytes, sha256: stored.sha256, objectKey: stored.key };
  try {
    if (stored.sha256 !== sha256) throw new Problem('piece-damaged');
    if (start === 0 && stored.bytes >= FIRST_LOOK_BYTES) {
      sniffBeginning(await readAll(storage.get(stored.key, { start: 0, end: FIRST_LOOK_BYTES })));
    }
    await kysely.transaction().execute(async (transaction) => {
      const at = services.now();
      if (!(await touchUpload(transaction, uploadId, at))) throw new Problem('upload-closed');
      await savePiece(transaction, ownerId, uploadId, piece, at);
    });
  } catch (error) {
    await storage.remove(stored.key);
    throw error;
  }
  if (before) await storage.remove(before.objectKey);
  services.changes.announce(uploadId);
  return { start, bytes: piece.bytes, sha256 };
}

/** Gives an upload up, with all that arrived of it. Throws Problem `not-found`, `upload-closed`. */
export async function dropUpload(services: Services, ownerId: string, uploadId: string): Promise<void> {
  const upload = await getUploadRow(services.database.kysely, ownerId, uploadId);
  if (upload.state !== 'open') throw new Problem('upload-closed');
  await removeUpload(services, uploadId);
}

/**
 * Removes an upload that did not become a lecture, row first: what a crash leaves behind then is bytes that
 * nothing names. For retention too, which finds them with `listUntouchedUploads`.
 */
export async function removeUpload(services: Services, uploadId: string): Promise<void> {
  await deleteUploadRow(services.database.kysely, uploadId);
  await removePieces(services, uploadId);
  services.changes.announce(uploadId);
}

export async function removePieces({ storage }: Services, uploadId: string): Promise<void> {
  for await (const key of storage.list(uploadPrefix(uploadId))) await storage.remove(key);
}

async function readAll(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(content));
}
