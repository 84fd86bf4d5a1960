import { z } from 'zod';
import { Artifact } from './artifacts/define.ts';
import { Transcript } from './transcript.ts';

export const LECTURE_FILE_FORMAT = 'pegasus-lecture';
/** Raised by a change that would break a reader. */
export const LECTURE_FILE_VERSION = 1;

/** A lecture in one file: all that was made of it, and the words that it rests on. */
export const LectureFile = z.object({
  format: z.literal(LECTURE_FILE_FORMAT),
  version: z.literal(LECTURE_FILE_VERSION),
  lecture: z.object({
    id: z.string(),
    title: z.string(),
    courseName: z.string(),
    createdAt: z.iso.datetime(),
  }),
  preset: z.object({ id: z.string(), title: z.string() }),
  transcript: Transcript,
  artifacts: z.array(Artifact),
  /** Ids of the items in the student's own words. */
  own: z.array(z.string()).optional(),
});
export type LectureFile = z.infer<typeof LectureFile>;
