import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import * as rows from '../db/artifacts.ts';
import { readMaterial } from '../db/effective.ts';
import { getLecture } from '../db/lectures.ts';
import type { Handler } from './handler.ts';

export const listArtifacts: Handler<'listArtifacts'> = async ({ services, ownerId, params, query }) => {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  const preset = presetById(query.preset ?? lecture.presetId);
  if ((await rows.newestGeneration(kysely, lecture.id, preset.id)) === 0) return { items: [] };
  const whose = { ownerId, id: lecture.id, presetId: preset.id };
  const { artifacts, transcript, overlay } = await readMaterial(kysely, whose);
  return { items: shownArtifacts(artifacts, preset, transcript, overlay) };
};

export const listMadePresets: Handler<'listMadePresets'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  return { items: await rows.listMadePresets(kysely, ownerId, lecture.id) };
};
