import { z } from 'zod';
import { LectureFile } from '../lecture-file.ts';
import { Artifact } from './define.ts';
import { type ArtifactName, artifactTypes } from './registry.ts';

function checked<Name extends ArtifactName>(name: Name) {
  const { version, body } = artifactTypes[name];
  return Artifact.extend({ type: z.literal(name), version: z.literal(version), body });
}

/** An artifact with the body that its type wants. */
export const CheckedArtifact = z.discriminatedUnion('type', [
  checked('summary'),
  checked('outline'),
  checked('key-terms'),
  checked('flashcards'),
  checked('exam-questions'),
  checked('concept-map'),
]);
export type CheckedArtifact = z.infer<typeof CheckedArtifact>;

/** A lecture in one file, with every body held against its type. */
export const CheckedLectureFile = LectureFile.extend({ artifacts: z.array(CheckedArtifact) });
export type CheckedLectureFile = z.infer<typeof CheckedLectureFile>;
