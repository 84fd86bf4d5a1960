import * as rows from '../db/recordings.ts';
import type { Handler } from './handler.ts';

export const getRecording: Handler<'getRecording'> = ({ services, ownerId, params }) =>
  rows.getRecording(services.database.kysely, ownerId, params.lectureId);
