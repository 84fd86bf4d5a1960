import { CheckedLectureFile } from '@pegasus/core/artifacts/checked-artifact.ts';
import type { Artifact } from '@pegasus/core/artifacts/define.ts';
import { artifactType, isArtifactName } from '@pegasus/core/artifacts/registry.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { LectureFile } from '@pegasus/core/lecture-file.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { saveArtifacts } from '../db/artifacts.ts';
import { getCourse } from '../db/courses.ts';
import { reindex } from '../db/effective.ts';
import { getLecture, insertLecture, moveLecture } from '../db/lectures.ts';
import { insertRecording } from '../db/recordings.ts';
import { lockCourse } from '../db/threads.ts';
import { saveTranscript } from '../db/transcripts.ts';
import type { Services } from '../services.ts';
import { enqueueStage } from '../stages/enqueue.ts';
import { recordingKey } from '../storage/key.ts';

/** What a copy is made of: material, and the words that it rests on. */
export interface Copied {
  lectureTitle: string;
  preset: { id: string };
  transcript: Transcript;
  artifacts: readonly { artifact: Artifact }[];
}

const LONGEST_TITLE = 200;

/**
 * Takes a lecture that came as a file into a course. Whoever wrote the file is not trusted: every body has the form
 * of its type, and every item rests on words that are there. Throws Problem `request-invalid`, `preset-unknown`,
 * `not-found`.
 */
export async function importLectureFile(
  services: Services,
  ownerId: string,
  courseId: string,
  file: LectureFile,
): Promise<Lecture> {
  await getCourse(services.database.kysely, ownerId, courseId);
  const parsed = CheckedLectureFile.safeParse(file);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem('request-invalid', `body.${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { lecture, preset, transcript, artifacts } = parsed.data;
  const said = new Set(transcript.segments.map(({ id }) => id));
  if (said.size < transcript.segments.length)
    throw new Problem('request-invalid', 'body.transcript.segments: two have one id.');
  if (artifacts.length === 0 || new Set(artifacts.map(({ type }) => type)).size < artifacts.length)
    throw new Problem('request-invalid', 'body.artifacts: each kind of material once.');
  for (const artifact of artifacts) {
    const missing = sourcesOf(artifact).find((id) => !said.has(id));
    if (missing !== undefined)
      throw new Problem(
        'request-invalid',
        `body.artifacts: something rests on ${missing}, which is not there.`,
      );
  }
  return storeCopy(services, ownerId, courseId, {
    lectureTitle: lecture.title.trim().slice(0, LONGEST_TITLE) || 'Lecture',
    preset: presetById(preset.id),
    transcript,
    artifacts: artifacts.map((artifact) => ({
      artifact: { ...artifact, presetId: preset.id, body: withoutThreads(artifact.body) },
    })),
  });
}

/** Makes a lecture of it whose recording is the words themselves, and has its files written. */
export async function storeCopy(
  services: Services,
  ownerId: string,
  courseId: string,
  { lectureTitle: title, preset: { id: presetId }, transcript, artifacts }: Copied,
): Promise<Lecture> {
  const { database, storage } = services;
  const id = services.newId();
  const bytes = Buffer.from(JSON.stringify(transcript));
  const stored = await storage.put(recordingKey(id), once(bytes), { ownerId });
  try {
    await database.kysely.transaction().execute(async (transaction) => {
      await lockCourse(transaction, courseId);
      const createdAt = services.now();
      await insertLecture(transaction, ownerId, { id, courseId, title, presetId, createdAt });
      await insertRecording(transaction, ownerId, id, {
        kind: 'captions',
        format: 'json',
        mediaType: 'application/json',
        fileName: 'shared.json',
        bytes: stored.bytes,
        sha256: stored.sha256,
        objectKey: stored.key,
      });
      await saveTranscript(transaction, ownerId, id, transcript);
      const copies = artifacts.map(({ artifact }) => ({
        ...artifact,
        id: services.newId(),
        lectureId: id,
        courseId,
      }));
      await saveArtifacts(transaction, ownerId, copies);
      const whose = { id, ownerId, courseId, presetId };
      await reindex(transaction, whose, 'segment');
      await reindex(transaction, whose, 'item');
      await moveLecture(transaction, id, ['processing'], {
        to: 'processing',
        stage: 'export',
        at: createdAt,
      });
      await enqueueStage(services, transaction, ownerId, 'export', { lectureId: id, presetId });
    });
  } catch (error) {
    await storage.remove(stored.key);
    throw error;
  }
  services.changes.announce(id);
  return getLecture(database.kysely, ownerId, id);
}

/** Ids of the segments that an artifact rests on. */
export function sourcesOf({ type, body }: Pick<Artifact, 'type' | 'body'>): string[] {
  if (!isArtifactName(type)) return [];
  const { items, body: schema } = artifactType(type);
  return items(schema.parse(body)).flatMap(({ sources }) => sources);
}

/** A body without the threads of the course that it comes from: they are somebody else's. */
export function withoutThreads(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutThreads);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => name !== 'threadId')
      .map(([name, part]) => [name, withoutThreads(part)]),
  );
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
