import type { Block } from '../block.ts';
import type { Preset } from '../presets/define.ts';
import { segmentsById, type Transcript } from '../transcript.ts';
import type { Artifact } from './define.ts';
import { artifactType, isArtifactName } from './registry.ts';

/** An artifact with its title and how it tells itself. */
export interface ShownArtifact {
  artifact: Artifact;
  title: string;
  blocks: Block[];
}

/** Artifacts as exporters and screens read them. A type that this version does not know is left out. */
export function shownArtifacts(
  artifacts: readonly Artifact[],
  preset: Preset,
  transcript: Pick<Transcript, 'segments'>,
): ShownArtifact[] {
  const segments = segmentsById(transcript);
  return artifacts.flatMap((artifact) => {
    if (!isArtifactName(artifact.type)) return [];
    const type = artifactType(artifact.type);
    return [
      {
        artifact,
        title: type.title,
        blocks: type.blocks(type.body.parse(artifact.body), { preset, segments }),
      },
    ];
  });
}
