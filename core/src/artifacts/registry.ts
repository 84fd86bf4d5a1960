import type { z } from 'zod';
import { conceptMap } from './concept-map.ts';
import type { ArtifactType } from './define.ts';
import { examQuestions } from './exam-questions.ts';
import { flashcards } from './flashcards.ts';
import { keyTerms } from './key-terms.ts';
import { outline } from './outline.ts';
import { summary } from './summary.ts';

export const artifactTypes = {
  summary,
  outline,
  'key-terms': keyTerms,
  flashcards,
  'exam-questions': examQuestions,
  'concept-map': conceptMap,
} as const;

export type ArtifactName = keyof typeof artifactTypes;
export const ARTIFACT_NAMES = Object.keys(artifactTypes) as ArtifactName[];

/** The bodies of one lecture under one preset, by artifact type. A type that found nothing is absent. */
export type Bodies = { [Name in ArtifactName]?: z.infer<(typeof artifactTypes)[Name]['body']> };

/** The type behind a name, for code that treats all types alike. The body is parsed before it is used. */
export function artifactType(name: ArtifactName): ArtifactType {
  return artifactTypes[name] as unknown as ArtifactType;
}

export function isArtifactName(name: string): name is ArtifactName {
  return Object.hasOwn(artifactTypes, name);
}
