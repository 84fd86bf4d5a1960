import type { ShownArtifact } from '../answers.ts';
import type { Overlay } from '../overlay/edit.ts';
import { itemMarks } from '../overlay/effective.ts';
import type { Preset } from '../presets/define.ts';
import { segmentsById, type Transcript } from '../transcript.ts';
import type { Artifact } from './define.ts';
import { artifactType, isArtifactName } from './registry.ts';

/**
 * Artifacts, already with the student's edits, as exporters and screens read them. One of a type that this version does not know is a fault,
 * never left out.
 */
export function shownArtifacts(
  artifacts: readonly Artifact[],
  preset: Preset,
  transcript: Pick<Transcript, 'segments'>,
  overlay: Overlay = new Map(),
): ShownArtifact[] {
  const segments = segmentsById(transcript);
  return artifacts.map((artifact) => {
    if (!isArtifactName(artifact.type)) throw new Error(`There is no artifact type ${artifact.type}.`);
    const type = artifactType(artifact.type);
    const blocks = type.blocks(type.body.parse(artifact.body), { preset, segments });
    return { artifact, title: type.title, blocks, marks: itemMarks(artifact, overlay) };
  });
}
