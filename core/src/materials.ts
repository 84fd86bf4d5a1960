import { z } from 'zod';
import { Artifact } from './artifacts/define.ts';
import { ExportFile } from './export-file.ts';
import { HeardLive, Ingested, Recording } from './recording.ts';
import { Thread } from './thread.ts';
import { EarlierConcept } from './threads/earlier-concepts.ts';
import { Mentions } from './threads/mentions.ts';
import { Transcript } from './transcript.ts';

/** What is known of a lecture when a stage begins. */
export interface LectureFacts {
  id: string;
  ownerId: string;
  courseId: string;
  courseName: string;
  title: string;
  presetId: string;
  createdAt: string;
}

/** What stages hand to each other. Each is parsed and stored by `run-stage` and never by a stage. */
export const Materials = z.object({
  recording: Recording,
  ingested: Ingested,
  heard: HeardLive,
  transcript: Transcript,
  artifacts: z.array(Artifact),
  /** What was made under the same preset before, as it was made. */
  earlierArtifacts: z.array(Artifact),
  /** What earlier lectures of the course say of its concepts. */
  earlierConcepts: z.array(EarlierConcept),
  /** What the lecture gives to the threads of its course. */
  mentions: Mentions,
  /** The concepts of the course, as they stand with this lecture in it. */
  threads: z.array(Thread),
  exports: z.array(ExportFile),
});
export type Materials = z.infer<typeof Materials>;
export type MaterialName = keyof Materials;
