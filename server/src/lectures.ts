import { canCancel, canRetry, type Lecture } from '@pegasus/core/lecture.ts';
import { plainText } from '@pegasus/core/plain-text.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { getCourse, holdCourse } from './db/courses.ts';
import { settleLettersOf } from './db/dead-letters.ts';
import { changePreset, getLecture, insertLecture, lockLecture, moveLecture } from './db/lectures.ts';
import { refuseLeft } from './db/objects.ts';
import type { Transaction } from './db/open.ts';
import { getRecording, insertRecording } from './db/recordings.ts';
import { endStageRun, openStageRuns } from './db/stage-runs.ts';
import { getTranscript } from './db/transcripts.ts';
import { requireRoom } from './limits/quotas.ts';
import { type Sniffed, sniffStream } from './media/sniff-stream.ts';
import type { Services } from './services.ts';
import { countRun } from './stages/count-run.ts';
import { enqueueStage } from './stages/enqueue.ts';
import { recordingKey } from './storage/key.ts';

export interface NewRecording {
  courseId: string;
  presetId: string;
  title?: string | undefined;
  fileName: string;
  content: AsyncIterable<Uint8Array>;
  signal?: AbortSignal | undefined;
  /** Called with what the bytes turned out to be; what it throws refuses them. */
  onSniffed?: (found: Sniffed) => void;
  /** Done in the transaction that makes the lecture, so that it holds only if that does. */
  together?: (transaction: Transaction, lectureId: string) => Promise<void>;
}

/**
 * Takes in a recording. When this returns, the recording is on stable storage and its first job is queued,
 * both or neither. What the first bytes show to be unusable is refused before anything is kept.
 */
export async function acceptLecture(
  services: Services,
  ownerId: string,
  given: NewRecording,
): Promise<Lecture> {
  const { config, database, storage } = services;
  const preset = presetById(given.presetId);
  await getCourse(database.kysely, ownerId, given.courseId);
  await requireRoom(database.kysely, config, { ownerId, bytes: 0, now: services.now() });
  const lectureId = services.newId();
  const { content, ...found } = await sniffStream(given.content);
  const { kind, format, mediaType } = found;
  given.onSniffed?.(found);
  const stored = await storage.put(recordingKey(lectureId), content, {
    maxBytes: config.maxUploadMegabytes * 1_000_000,
    ownerId,
    ...(given.signal ? { signal: given.signal } : {}),
  });
  const fileName = plainText(given.fileName.split(/[/\\]/).at(-1) ?? '', 200) || 'recording';
  const title = plainText(given.title ?? fileName.replace(/\.[^.]{1,5}$/, ''), 200) || 'Lecture';
  try {
    await database.kysely.transaction().execute(async (transaction) => {
      await holdCourse(transaction, ownerId, given.courseId);
      await insertLecture(transaction, ownerId, {
        id: lectureId,
        courseId: given.courseId,
        title,
        presetId: preset.id,
        createdAt: services.now(),
      });
      const { bytes, sha256, key } = stored;
      await insertRecording(transaction, ownerId, lectureId, {
        kind,
        format,
        mediaType,
        fileName,
        bytes,
        sha256,
        objectKey: key,
      });
      await given.together?.(transaction, lectureId);
      await enqueueStage(services, transaction, ownerId, 'ingest', { lectureId, presetId: preset.id });
    });
  } catch (error) {
    await removeUnlessAccepted(services, ownerId, lectureId, stored.key);
    throw error;
  }
  services.log.info({ lectureId, bytes: stored.bytes, format }, 'lecture accepted');
  services.changes.announce(lectureId);
  return getLecture(database.kysely, ownerId, lectureId);
}

/**
 * The connection may break after the database has taken the lecture and before it says so. So the recording
 * goes only if the database says that there is no lecture; when in doubt it stays, and upkeep finds it.
 */
async function removeUnlessAccepted(
  { database, storage, log }: Services,
  ownerId: string,
  lectureId: string,
  key: string,
): Promise<void> {
  try {
    await getLecture(database.kysely, ownerId, lectureId);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') await storage.remove(key);
    else log.warn({ err: error, lectureId }, 'a recording may be left that belongs to no lecture');
  }
}

/** Goes on at the stage that failed or was cancelled. Throws Problem `not-found`, `lecture-not-failed` or `recording-left`. */
export async function retryLecture(services: Services, ownerId: string, lectureId: string): Promise<Lecture> {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, lectureId);
  const { stage } = lecture;
  if (!canRetry(lecture.state) || !stage) throw new Problem('lecture-not-failed');
  if (stage === 'ingest' || stage === 'transcribe')
    await refuseLeft(kysely, await getRecording(kysely, ownerId, lectureId));
  await kysely.transaction().execute(async (transaction) => {
    const moved = await moveLecture(transaction, lectureId, ['failed', 'cancelled'], {
      to: 'processing',
      stage,
      at: services.now(),
    });
    if (!moved) throw new Problem('lecture-not-failed');
    const { presetId } = lecture;
    const letters = await settleLettersOf(transaction, lectureId, 'replayed', services.now());
    const letter = letters.find((other) => other.stage === stage && other.preset_id === presetId);
    await enqueueStage(services, transaction, ownerId, stage, { lectureId, presetId }, letter?.id);
  });
  services.changes.announce(lectureId);
  return getLecture(kysely, ownerId, lectureId);
}

/** Stops processing; the recording and what was made so far stay. */
export async function cancelLecture(
  services: Services,
  ownerId: string,
  lectureId: string,
): Promise<Lecture> {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, lectureId);
  if (!canCancel(lecture.state)) throw new Problem('lecture-not-processing');
  const ended = await kysely.transaction().execute(async (transaction) => {
    await lockLecture(transaction, lectureId);
    const at = services.now();
    const problem = new Problem('cancelled').toDocument({ lectureId, stage: lecture.stage });
    const runs = await openStageRuns(transaction, { lectureId });
    const stage = runs.at(-1)?.stage ?? lecture.stage;
    if (
      !(await moveLecture(transaction, lectureId, ['processing'], { to: 'cancelled', stage, problem, at }))
    ) {
      throw new Problem('lecture-not-processing');
    }
    for (const run of runs) await endStageRun(transaction, run.id, at, { state: 'cancelled' });
    return runs;
  });
  for (const run of ended) {
    countRun(services.metrics, run.stage, 'cancelled');
    await services.queue.cancel(run.stage, run.job_id);
  }
  services.metrics.count('pegasus_lectures_total', { state: 'cancelled' });
  services.changes.announce(lectureId);
  return getLecture(kysely, ownerId, lectureId);
}

/**
 * Makes the material anew, under the same preset or another. What was made before stays beside it.
 * Throws Problem `preset-unknown`, `not-found` while there is no transcript, or `lecture-busy`.
 */
export async function regenerateLecture(
  services: Services,
  ownerId: string,
  lectureId: string,
  preset: string,
): Promise<Lecture> {
  const { kysely } = services.database;
  const { id: presetId } = presetById(preset);
  await getTranscript(kysely, ownerId, lectureId);
  await kysely.transaction().execute(async (transaction) => {
    const move = { to: 'processing', stage: 'generate', at: services.now() } as const;
    const moved = await moveLecture(transaction, lectureId, ['ready', 'thin', 'failed', 'cancelled'], move);
    if (!moved) throw new Problem('lecture-busy');
    await changePreset(transaction, lectureId, presetId);
    await settleLettersOf(transaction, lectureId, 'discarded', services.now());
    await enqueueStage(services, transaction, ownerId, 'generate', { lectureId, presetId });
  });
  services.changes.announce(lectureId);
  return getLecture(kysely, ownerId, lectureId);
}
