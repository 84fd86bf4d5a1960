import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { Lecture } from '../lecture.ts';
import { LectureFile } from '../lecture-file.ts';
import { Share, SharedMaterial } from '../share.ts';
import { byCourse, byLecture } from './parts.ts';

const byToken = z.object({ token: z.string().min(20).max(100) });

/** A day of lecture with all that can be made of it is a tenth of this. */
const LARGEST_FILE = 16 * 1024 * 1024;

/** Links that show chosen material to whoever holds them. */
export const shareEndpoints = {
  createShare: {
    method: 'POST',
    path: '/api/lectures/{lectureId}/shares',
    summary: 'Make a read-only link to chosen material. Its token is told this once.',
    access: 'owner',
    params: byLecture,
    body: z.object({
      preset: z.string().max(60).optional(),
      /** Types of artifacts; all of them when absent. */
      artifacts: z.array(z.string().max(60)).min(1).max(20).optional(),
      transcript: z.boolean().default(false),
      /** Never unless it is asked for. */
      recording: z.boolean().default(false),
      days: z.int().min(1).max(90).default(14),
    }),
    status: 201,
    answer: z.object({ share: Share, token: z.string() }),
    problems: ['not-found', 'preset-unknown', 'material-thin'],
  },
  listShares: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/shares',
    summary: 'The links of a lecture, newest first, also those that ended.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: z.object({ items: z.array(Share) }),
    problems: ['not-found'],
  },
  revokeShare: {
    method: 'DELETE',
    path: '/api/shares/{shareId}',
    summary: 'End a link at once.',
    access: 'owner',
    params: z.object({ shareId: z.uuid() }),
    status: 204,
    problems: ['not-found'],
  },
  getShared: {
    method: 'GET',
    path: '/api/shared/{token}',
    summary: 'What a link shows. One that ended, or never was, is not found.',
    access: 'link',
    params: byToken,
    status: 200,
    answer: SharedMaterial,
    problems: ['not-found'],
  },
  getSharedRecording: {
    method: 'GET',
    path: '/api/shared/{token}/recording',
    summary: 'The recording, where the link was made with it.',
    access: 'link',
    params: byToken,
    status: 200,
    answer: 'bytes',
    problems: ['not-found', 'range-unsatisfiable', 'object-missing'],
  },
  copyShared: {
    method: 'POST',
    path: '/api/shared/{token}/copy',
    summary: 'Take the material of a link into a course of one’s own, with the words that it rests on.',
    access: 'owner',
    params: byToken,
    body: z.object({ courseId: z.uuid() }),
    status: 201,
    answer: Lecture,
    problems: ['not-found'],
  },
  getSharedFile: {
    method: 'GET',
    path: '/api/shared/{token}/file',
    summary: 'What a link shows as one file, to be taken into an account on another server.',
    access: 'link',
    params: byToken,
    status: 200,
    answer: 'bytes',
    problems: ['not-found'],
  },
  importLecture: {
    method: 'POST',
    path: '/api/courses/{courseId}/lecture-files',
    summary: 'Take a lecture that came as a file into a course, with the words that it rests on.',
    access: 'owner',
    params: byCourse,
    body: LectureFile,
    bodyBytes: LARGEST_FILE,
    status: 201,
    answer: Lecture,
    problems: ['not-found', 'preset-unknown'],
  },
} as const satisfies Record<string, Endpoint>;
