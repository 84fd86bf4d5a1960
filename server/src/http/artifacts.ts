import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { linkItems } from '@pegasus/core/threads/link-items.ts';
import * as rows from '../db/artifacts.ts';
import { getLecture } from '../db/lectures.ts';
import { threadsOfItems } from '../db/threads.ts';
import { getTranscript } from '../db/transcripts.ts';
import type { Handler } from './handler.ts';

export const listArtifacts: Handler<'listArtifacts'> = async ({ services, ownerId, params, query }) => {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  const preset = presetById(query.preset ?? lecture.presetId);
  const artifacts = await rows.listArtifacts(kysely, ownerId, lecture.id, preset.id);
  if (artifacts.length === 0) return { items: [] };
  const transcript = await getTranscript(kysely, ownerId, lecture.id);
  const threads = await threadsOfItems(kysely, ownerId, lecture.id);
  const linked = artifacts.map((artifact) => ({ ...artifact, body: linkItems(artifact.body, threads) }));
  return { items: shownArtifacts(linked, preset, transcript) };
};

export const listMadePresets: Handler<'listMadePresets'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  return { items: await rows.listMadePresets(kysely, ownerId, lecture.id) };
};
