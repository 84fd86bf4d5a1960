import { refuseLeft } from '../db/objects.ts';
import * as rows from '../db/recordings.ts';
import type { Handler } from './handler.ts';

export const getRecording: Handler<'getRecording'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  const recording = await rows.getRecording(kysely, ownerId, params.lectureId);
  await refuseLeft(kysely, recording);
  return recording;
};
