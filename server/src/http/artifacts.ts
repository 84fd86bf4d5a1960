import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import * as rows from '../db/artifacts.ts';
import { getLecture } from '../db/lectures.ts';
import { readLinkedArtifacts } from '../db/materials.ts';
import { getTranscript } from '../db/transcripts.ts';
import type { Handler } from './handler.ts';

export const listArtifacts: Handler<'listArtifacts'> = async ({ services, ownerId, params, query }) => {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  const preset = presetById(query.preset ?? lecture.presetId);
  const artifacts = await readLinkedArtifacts(kysely, { ownerId, id: lecture.id, presetId: preset.id });
  if (artifacts.length === 0) return { items: [] };
  const transcript = await getTranscript(kysely, ownerId, lecture.id);
  return { items: shownArtifacts(artifacts, preset, transcript) };
};

export const listMadePresets: Handler<'listMadePresets'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  return { items: await rows.listMadePresets(kysely, ownerId, lecture.id) };
};
