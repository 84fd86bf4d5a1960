import * as rows from '../db/lectures.ts';
import { findLiveOfLecture } from '../db/live-transcripts.ts';
import { listStageRuns } from '../db/stage-runs.ts';
import * as deletion from '../keeping/deletion.ts';
import * as lectures from '../lectures.ts';
import type { Handler } from './handler.ts';

export const listLectures: Handler<'listLectures'> = ({ services, ownerId, query }) =>
  rows.listLectures(services.database.kysely, ownerId, query);

export const createLecture: Handler<'createLecture'> = ({ services, ownerId, form, file, signal }) =>
  lectures.acceptLecture(services, ownerId, {
    courseId: form.courseId,
    presetId: form.preset,
    title: form.title,
    fileName: file.name,
    content: file.content,
    signal,
  });

export const getLecture: Handler<'getLecture'> = ({ services, ownerId, params }) =>
  rows.getLecture(services.database.kysely, ownerId, params.lectureId);

export const deleteLecture: Handler<'deleteLecture'> = async ({ services, ownerId, params }) => {
  await deletion.deleteLecture(services, ownerId, params.lectureId);
};

export const getTimeline: Handler<'getTimeline'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  const items = await listStageRuns(kysely, ownerId, params.lectureId);
  const live = await findLiveOfLecture(kysely, ownerId, params.lectureId);
  return { items, ...(live ? { live } : {}) };
};

export const retryLecture: Handler<'retryLecture'> = ({ services, ownerId, params }) =>
  lectures.retryLecture(services, ownerId, params.lectureId);

export const regenerateLecture: Handler<'regenerateLecture'> = ({ services, ownerId, params, body }) =>
  lectures.regenerateLecture(services, ownerId, params.lectureId, body.preset);

export const cancelLecture: Handler<'cancelLecture'> = ({ services, ownerId, params }) =>
  lectures.cancelLecture(services, ownerId, params.lectureId);
