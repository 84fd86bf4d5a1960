import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Finalised, Moment, UploadRange } from '@pegasus/core/upload/upload.ts';
import { getLecture } from '../db/lectures.ts';
import {
  completeUpload,
  deletePieces,
  getUploadRow,
  insertMoments,
  type KeptPiece,
  listPieces,
  type UploadRow,
} from '../db/uploads.ts';
import { acceptLecture } from '../lectures.ts';
import type { Services } from '../services.ts';
import type { Storage } from '../storage/define.ts';
import { requireDeclaredType } from './admission.ts';
import { removePieces } from './uploads.ts';

export interface Listed {
  pieces: readonly { bytes: number; sha256: string }[];
  moments: readonly Moment[];
  signal: AbortSignal;
}

/**
 * Makes a lecture of an upload when every listed piece is there with its hash, and says what is missing
 * otherwise. Who asks twice, or in two places at once, gets the one lecture. What is not listed falls away.
 */
export async function finaliseUpload(
  services: Services,
  ownerId: string,
  uploadId: string,
  listed: Listed,
): Promise<Finalised> {
  const { kysely } = services.database;
  const upload = await getUploadRow(kysely, ownerId, uploadId);
  const accepted = async (lectureId: string) => ({
    missing: [],
    lecture: await getLecture(kysely, ownerId, lectureId),
  });
  if (upload.lecture_id) return accepted(upload.lecture_id);
  if (listed.pieces.length === 0) throw new Problem('recording-empty');
  const { found, missing } = matchPieces(listed.pieces, await listPieces(kysely, uploadId));
  if (missing.length > 0) {
    // Whoever finalised it a moment ago took the pieces away after its row said so.
    const { lecture_id } = await getUploadRow(kysely, ownerId, uploadId);
    return lecture_id ? accepted(lecture_id) : { missing };
  }
  const lecture = await accept(services, ownerId, upload, found, listed);
  // From here on everything is safe in one place; whatever fails now is swept up by retention.
  await deletePieces(kysely, uploadId);
  await removePieces(services, uploadId);
  services.changes.announce(uploadId);
  return { missing: [], lecture };
}

/** The rules of `acceptLecture` hold for every way in; only where the bytes come from differs. */
async function accept(
  services: Services,
  ownerId: string,
  upload: UploadRow,
  pieces: readonly KeptPiece[],
  { moments, signal }: Listed,
): Promise<Lecture> {
  try {
    return await acceptLecture(services, ownerId, {
      courseId: upload.course_id,
      presetId: upload.preset_id,
      title: upload.title ?? undefined,
      fileName: upload.file_name,
      content: readPieces(services.storage, pieces),
      signal,
      onSniffed: ({ kind }) => requireDeclaredType(upload.media_type, kind),
      together: async (transaction, lectureId) => {
        if (!(await completeUpload(transaction, upload.id, lectureId))) throw new Problem('upload-closed');
        await insertMoments(transaction, ownerId, lectureId, moments);
      },
    });
  } catch (error) {
    // Another process took the pieces away while this one read them, or was first with the row.
    const { lecture_id } = await getUploadRow(services.database.kysely, ownerId, upload.id);
    if (lecture_id) return getLecture(services.database.kysely, ownerId, lecture_id);
    throw error;
  }
}

function matchPieces(
  listed: Listed['pieces'],
  kept: readonly KeptPiece[],
): { found: KeptPiece[]; missing: UploadRange[] } {
  const byStart = new Map(kept.map((piece) => [piece.start, piece]));
  const found: KeptPiece[] = [];
  const missing: UploadRange[] = [];
  let start = 0;
  for (const { bytes, sha256 } of listed) {
    const piece = byStart.get(start);
    if (piece?.bytes === bytes && piece.sha256 === sha256) found.push(piece);
    else missing.push({ start, bytes });
    start += bytes;
  }
  return { found, missing };
}

async function* readPieces(storage: Storage, pieces: readonly KeptPiece[]): AsyncIterable<Uint8Array> {
  for (const { objectKey } of pieces) yield* storage.get(objectKey);
}
