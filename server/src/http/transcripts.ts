import { readTranscript } from '../db/effective.ts';
import type { Handler } from './handler.ts';

export const getTranscript: Handler<'getTranscript'> = ({ services, ownerId, params }) =>
  readTranscript(services.database.kysely, ownerId, params.lectureId);
