import * as rows from '../db/dead-letters.ts';
import { listStageRuns } from '../db/stage-runs.ts';
import * as letters from '../dead-letters.ts';
import type { Handler } from './handler.ts';

export const listDeadLetters: Handler<'listDeadLetters'> = ({ services, query }) =>
  rows.listDeadLetters(services.database.kysely, query);

export const getDeadLetter: Handler<'getDeadLetter'> = async ({ services, params }) => {
  const { kysely } = services.database;
  const letter = await rows.getDeadLetter(kysely, params.letterId);
  const runs = await listStageRuns(kysely, letter.ownerId, letter.lectureId);
  const tries = runs.filter(({ stage, presetId }) => stage === letter.stage && presetId === letter.presetId);
  return { letter, tries };
};

export const replayDeadLetter: Handler<'replayDeadLetter'> = ({ services, params }) =>
  letters.replayDeadLetter(services, params.letterId);

export const replayDeadLetters: Handler<'replayDeadLetters'> = ({ services, body }) =>
  letters.replayDeadLetters(services, body);

export const discardDeadLetter: Handler<'discardDeadLetter'> = ({ services, params }) =>
  letters.discardDeadLetter(services, params.letterId);
