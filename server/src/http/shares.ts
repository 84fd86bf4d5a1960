import { Problem } from '@pegasus/core/problem.ts';
import { getLecture } from '../db/lectures.ts';
import * as rows from '../db/shares.ts';
import { importLectureFile } from '../exports/copies.ts';
import * as shares from '../exports/shares.ts';
import { refuseDamaged } from '../keeping/examine.ts';
import type { Handler } from './handler.ts';

export const createShare: Handler<'createShare'> = async ({ services, ownerId, params, body }) => {
  const lecture = await getLecture(services.database.kysely, ownerId, params.lectureId);
  return shares.createShare(services, ownerId, lecture, body);
};

export const listShares: Handler<'listShares'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  const { id } = await getLecture(kysely, ownerId, params.lectureId);
  return { items: await rows.listShares(kysely, ownerId, id) };
};

export const revokeShare: Handler<'revokeShare'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  if (!(await rows.revokeShare(kysely, ownerId, params.shareId, services.now())))
    throw new Problem('not-found', 'There is no such link.');
  return undefined;
};

export const getShared: Handler<'getShared'> = ({ services, params }) =>
  shares.readShared(services, params.token);

export const getSharedRecording: Handler<'getSharedRecording'> = async ({ services, params }) => {
  const recording = await shares.readSharedRecording(services, params.token);
  await refuseDamaged(services, recording.objectKey);
  return recording;
};

export const getSharedFile: Handler<'getSharedFile'> = ({ services, params }) =>
  shares.fileOfShared(services, params.token);

export const importLecture: Handler<'importLecture'> = ({ services, ownerId, params, body }) =>
  importLectureFile(services, ownerId, params.courseId, body);

export const copyShared: Handler<'copyShared'> = ({ services, ownerId, params, body }) =>
  shares.copyShared(services, ownerId, params.token, body.courseId);
