import { createHash, randomBytes } from 'node:crypto';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Share, SharedMaterial } from '@pegasus/core/share.ts';
import { getCourse } from '../db/courses.ts';
import { getLecture } from '../db/lectures.ts';
import { getRecording } from '../db/recordings.ts';
import * as rows from '../db/shares.ts';
import type { ExportedFile, ExportMaterial } from '../exporters/define.ts';
import { lectureFile } from '../exporters/registry.ts';
import type { Services } from '../services.ts';
import { sourcesOf, storeCopy, withoutThreads } from './copies.ts';
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
  const { share, material, artifacts } = await openShare(services, token, 'views');
  const { lectureTitle, courseName, preset, transcript } = material;
  return {
    lectureTitle,
    courseName,
    presetTitle: preset.title,
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
  await getCourse(services.database.kysely, ownerId, courseId);
  return storeCopy(services, ownerId, courseId, await openedFile(services, token));
}

/** The same as a file, for an account on another server. */
export async function fileOfShared(services: Services, token: string): Promise<ExportedFile> {
  return lectureFile(await openedFile(services, token));
}

/** What a link shows, with no id that anybody else could use. */
async function openedFile(services: Services, token: string): Promise<ExportMaterial> {
  const { share, material, artifacts } = await openShare(services, token, 'copies');
  const { transcript } = material;
  const cited = new Set(artifacts.flatMap(({ artifact }) => sourcesOf(artifact)));
  const lectureId = services.newId();
  const courseId = services.newId();
  return {
    ...material,
    lectureId,
    transcript: share.withTranscript
      ? transcript
      : { ...transcript, segments: transcript.segments.filter(({ id }) => cited.has(id)) },
    artifacts: artifacts.map((shown) => {
      const { artifact } = shown;
      const body = withoutThreads(artifact.body);
      return { ...shown, artifact: { ...artifact, id: services.newId(), lectureId, courseId, body } };
    }),
  };
}

async function openShare(services: Services, token: string, counted: 'views' | 'copies') {
  const { kysely } = services.database;
  const found = await rows.useShare(kysely, hashOf(token), services.now(), counted);
  if (!found) throw ended();
  const { share, ownerId } = found;
  const lecture = await getLecture(kysely, ownerId, share.lectureId);
  const material = await readExportMaterial(services, ownerId, lecture, share.presetId);
  const artifacts = material.artifacts.filter(({ artifact }) => share.artifacts.includes(artifact.type));
  return { share, material, artifacts };
}

/** One answer for a link that ended and for one that never was, so that nobody learns which. */
function ended(): Problem {
  return new Problem('not-found', 'The link has ended, or there is no such link.');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
