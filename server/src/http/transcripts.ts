import * as rows from '../db/transcripts.ts';
import type { Handler } from './handler.ts';

export const getTranscript: Handler<'getTranscript'> = ({ services, ownerId, params }) =>
  rows.getTranscript(services.database.kysely, ownerId, params.lectureId);
