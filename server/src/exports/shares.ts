import { createHash, randomBytes } from 'node:crypto';
import type { ShownArtifact } from '@pegasus/core/answers.ts';
import type { Artifact } from '@pegasus/core/artifacts/define.ts';
import { artifactType, isArtifactName } from '@pegasus/core/artifacts/registry.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Share, SharedMaterial } from '@pegasus/core/share.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { saveArtifacts } from '../db/artifacts.ts';
import { getCourse } from '../db/courses.ts';
import { reindex } from '../db/effective.ts';
import { getLecture, insertLecture, moveLecture } from '../db/lectures.ts';
import { getRecording, insertRecording } from '../db/recordings.ts';
import * as rows from '../db/shares.ts';
import { lockCourse } from '../db/threads.ts';
import { saveTranscript } from '../db/transcripts.ts';
import type { Services } from '../services.ts';
import { enqueueStage } from '../stages/enqueue.ts';
import { recordingKey } from '../storage/key.ts';
import { readExportMaterial } from './made-files.ts';

const TOKEN_BYTES = 24;
const DAY = 86_400_000;

export interface ShareWish {
  preset?: string | undefined;
  artifacts?: string[] | undefined;
  transcript: boolean;
  recording: boolean;
  days: number;
}

/** Makes a link. Only the hash of its token is kept, so nobody who reads the database can follow it. */
export async function createShare(
  services: Services,
  ownerId: string,
  lecture: Lecture,
  wish: ShareWish,
): Promise<{ share: Share; token: string }> {
  if (lecture.state === 'thin') throw new Problem('material-thin');
  const { preset, artifacts } = await readExportMaterial(services, ownerId, lecture, wish.preset);
  const there = artifacts.map(({ artifact }) => artifact.type);
  const chosen = there.filter((type) => !wish.artifacts || wish.artifacts.includes(type));
  if (chosen.length === 0) throw new Problem('not-found', 'The lecture has none of this material.');
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const now = services.now();
  const share = await rows.insertShare(
    services.database.kysely,
    ownerId,
    {
      id: services.newId(),
      lectureId: lecture.id,
      presetId: preset.id,
      artifacts: chosen,
      withTranscript: wish.transcript,
      withRecording: wish.recording,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + wish.days * DAY).toISOString(),
    },
    hashOf(token),
  );
  return { share, token };
}

/** What a link shows, with the owner's edits of now. Throws Problem `not-found` for one that ended or never was. */
export async function readShared(services: Services, token: string): Promise<SharedMaterial> {
  const { share, lecture, transcript, artifacts, presetTitle } = await openShare(services, token, 'views');
  return {
    lectureTitle: lecture.title,
    courseName: lecture.courseName,
    presetTitle,
    seconds: transcript.seconds,
    artifacts: artifacts.map(({ artifact, title, blocks }) => ({
      type: artifact.type,
      title,
      blocks: [...blocks],
    })),
    ...(share.withTranscript ? { segments: transcript.segments } : {}),
    withRecording: share.withRecording,
    expiresAt: share.expiresAt,
  };
}

/** Throws Problem `not-found`, also where the link was made without the recording. */
export async function readSharedRecording(services: Services, token: string) {
  const { kysely } = services.database;
  const found = await rows.useShare(kysely, hashOf(token), services.now());
  if (!found?.share.withRecording) throw ended();
  return getRecording(kysely, found.ownerId, found.share.lectureId);
}

/**
 * Takes what a link shows into a course of the caller's own: the artifacts, and the words that they rest on in place
 * of a recording. It is exported anew for its owner; threads begin with what is generated from it.
 */
export async function copyShared(
  services: Services,
  ownerId: string,
  token: string,
  courseId: string,
): Promise<Lecture> {
  const { database, storage } = services;
  await getCourse(database.kysely, ownerId, courseId);
  const { share, lecture, transcript, artifacts } = await openShare(services, token, 'copies');
  const cited = new Set(artifacts.flatMap(({ artifact }) => sourcesOf(artifact)));
  const words: Transcript = share.withTranscript
    ? transcript
    : { ...transcript, segments: transcript.segments.filter(({ id }) => cited.has(id)) };
  const id = services.newId();
  const bytes = Buffer.from(JSON.stringify(words));
  const stored = await storage.put(recordingKey(id), once(bytes), { ownerId });
  try {
    await database.kysely.transaction().execute(async (transaction) => {
      await lockCourse(transaction, courseId);
      const createdAt = services.now();
      const { title } = lecture;
      const { presetId } = share;
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
      await saveTranscript(transaction, ownerId, id, words);
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

async function openShare(services: Services, token: string, counted: 'views' | 'copies') {
  const { kysely } = services.database;
  const found = await rows.useShare(kysely, hashOf(token), services.now(), counted);
  if (!found) throw ended();
  const { share, ownerId } = found;
  const lecture = await getLecture(kysely, ownerId, share.lectureId);
  const { preset, transcript, artifacts } = await readExportMaterial(
    services,
    ownerId,
    lecture,
    share.presetId,
  );
  const shown = artifacts.filter(({ artifact }) => share.artifacts.includes(artifact.type));
  return { share, lecture, transcript, artifacts: shown, presetTitle: preset.title };
}

function sourcesOf({ type, body }: ShownArtifact['artifact'] | Artifact): string[] {
  if (!isArtifactName(type)) return [];
  const { items, body: schema } = artifactType(type);
  return items(schema.parse(body)).flatMap(({ sources }) => sources);
}

/** One answer for a link that ended and for one that never was, so that nobody learns which. */
function ended(): Problem {
  return new Problem('not-found', 'The link has ended, or there is no such link.');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
