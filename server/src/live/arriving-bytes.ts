import { Problem } from '@pegasus/core/problem.ts';
import { getRecording } from '../db/recordings.ts';
import { getUploadRow, pieceAt } from '../db/uploads.ts';
import type { Services } from '../services.ts';

/** How often it is looked whether more has arrived, where no other process of ours says so. */
const LOOK_MS = 1000;

/**
 * The bytes of an upload from its beginning, as they arrive, in order, to its end. Once it is a lecture the
 * rest comes from the recording, so pieces may go at any time. Ends early, as if it were over, never: it
 * throws the reason of the signal instead, or Problem `not-found` when the upload was given up.
 */
export async function* arrivingBytes(
  services: Services,
  ownerId: string,
  uploadId: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { kysely } = services.database;
  let position = 0;
  for (;;) {
    signal.throwIfAborted();
    const upload = await getUploadRow(kysely, ownerId, uploadId);
    if (upload.lecture_id) {
      const { objectKey, bytes } = await getRecording(kysely, ownerId, upload.lecture_id);
      yield* services.storage.get(objectKey, { start: position, end: bytes });
      return;
    }
    const piece = await pieceAt(kysely, uploadId, position);
    if (!piece) {
      await somethingNew(services, uploadId, signal);
      continue;
    }
    try {
      const range = { start: position - piece.start, end: piece.bytes };
      for await (const bytes of services.storage.get(piece.objectKey, range)) {
        position += bytes.byteLength;
        yield bytes;
      }
    } catch (error) {
      // It became part of the recording, or was sent anew, between the look and the reading.
      if (!(error instanceof Problem && error.code === 'object-missing')) throw error;
    }
  }
}

function somethingNew(services: Services, uploadId: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      stopListening();
      resolve();
    };
    const timer = setTimeout(done, LOOK_MS);
    const stopListening = services.changes.listen(uploadId, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
