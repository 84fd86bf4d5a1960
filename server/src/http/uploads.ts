import { getLecture } from '../db/lectures.ts';
import * as rows from '../db/uploads.ts';
import * as finalise from '../uploads/finalise.ts';
import * as uploads from '../uploads/uploads.ts';
import type { Handler } from './handler.ts';

export const createUpload: Handler<'createUpload'> = ({ services, ownerId, body }) =>
  uploads.openUpload(services, ownerId, body);

export const getUpload: Handler<'getUpload'> = ({ services, ownerId, params }) =>
  uploads.showUpload(services, ownerId, params.uploadId);

export const putPiece: Handler<'putPiece'> = ({ services, ownerId, params, query, content, signal }) =>
  uploads.keepPiece(services, ownerId, params.uploadId, {
    start: params.start,
    sha256: query.sha256,
    ...content,
    signal,
  });

export const finaliseUpload: Handler<'finaliseUpload'> = ({ services, ownerId, params, body, signal }) =>
  finalise.finaliseUpload(services, ownerId, params.uploadId, { ...body, signal });

export const deleteUpload: Handler<'deleteUpload'> = async ({ services, ownerId, params }) => {
  await uploads.dropUpload(services, ownerId, params.uploadId);
};

export const listMoments: Handler<'listMoments'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  await getLecture(kysely, ownerId, params.lectureId);
  return { items: await rows.listMoments(kysely, ownerId, params.lectureId) };
};
