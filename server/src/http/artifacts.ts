import type { ShownArtifact } from '@pegasus/core/api.ts';
import type { Artifact, BlockView } from '@pegasus/core/artifacts/define.ts';
import { artifactType, isArtifactName } from '@pegasus/core/artifacts/registry.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { segmentsById } from '@pegasus/core/transcript.ts';
import * as rows from '../db/artifacts.ts';
import { getLecture } from '../db/lectures.ts';
import { getTranscript } from '../db/transcripts.ts';
import type { Handler } from './handler.ts';

export const listArtifacts: Handler<'listArtifacts'> = async ({ services, ownerId, params, query }) => {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  const preset = presetById(query.preset ?? lecture.presetId);
  const artifacts = await rows.listArtifacts(kysely, ownerId, lecture.id, preset.id);
  if (artifacts.length === 0) return { items: [] };
  const segments = segmentsById(await getTranscript(kysely, ownerId, lecture.id));
  return { items: artifacts.map((artifact) => show(artifact, { preset, segments })) };
};

/** An artifact as it tells itself. One of a type that this version does not know is a fault, never left out. */
function show(artifact: Artifact, view: BlockView): ShownArtifact {
  if (!isArtifactName(artifact.type)) throw new Error(`There is no artifact type ${artifact.type}.`);
  const type = artifactType(artifact.type);
  return { artifact, title: type.title, blocks: type.blocks(type.body.parse(artifact.body), view) };
}
