import { Problem } from '@pegasus/core/problem.ts';
import { z } from 'zod';
import { secretsOf } from '../accounts/secrets.ts';
import { sign, verify } from '../accounts/signature.ts';
import * as rows from '../db/recordings.ts';
import type { Handler } from './handler.ts';

const PURPOSE = 'media';
const LIFE_MS = 10 * 60_000;
const Target = z.tuple([z.uuid(), z.uuid()]);

export const createMediaLink: Handler<'createMediaLink'> = async ({ services, ownerId, params }) => {
  await rows.getRecording(services.database.kysely, ownerId, params.lectureId);
  const until = new Date(services.now().getTime() + LIFE_MS);
  const target = JSON.stringify([ownerId, params.lectureId]);
  const link = sign(secretsOf(services.config), PURPOSE, target, until);
  return { url: `/api/media?link=${link}`, expiresAt: until.toISOString() };
};

/** Asks for the row as its owner would, so that what was deleted meanwhile is not there. */
export const getMedia: Handler<'getMedia'> = async ({ services, query }) => {
  const text = verify(secretsOf(services.config), PURPOSE, query.link, services.now());
  if (text === undefined) throw new Problem('link-invalid');
  const [ownerId, lectureId] = Target.parse(JSON.parse(text));
  return rows.getRecording(services.database.kysely, ownerId, lectureId);
};
