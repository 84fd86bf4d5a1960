import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { Finalise, Finalised, Moment, NewUpload, Upload, UploadPiece } from '../upload/upload.ts';
import { byLecture } from './parts.ts';

const QUOTAS = ['quota-storage', 'quota-hours', 'quota-parallel'] as const;
const byUpload = z.object({ uploadId: z.uuid() });

/**
 * A recording or a file in pieces that may come twice, in any order and over days. Nothing becomes a lecture
 * before every piece of it is on stable storage with the hash that its sender knows.
 */
export const uploadEndpoints = {
  createUpload: {
    method: 'POST',
    path: '/api/uploads',
    summary: 'Begin to hand in a recording in pieces; the same id again finds the same upload.',
    access: 'owner',
    body: NewUpload,
    status: 200,
    answer: Upload,
    problems: ['not-found', 'preset-unknown', 'recording-too-large', 'recording-type-unsupported', ...QUOTAS],
  },
  getUpload: {
    method: 'GET',
    path: '/api/uploads/{uploadId}',
    summary: 'Which pieces have arrived, and how far their words are.',
    access: 'owner',
    params: byUpload,
    status: 200,
    answer: Upload,
    problems: ['not-found'],
  },
  putPiece: {
    method: 'PUT',
    path: '/api/uploads/{uploadId}/pieces/{start}',
    summary: 'Hand in the bytes that begin at a place; the same again changes nothing.',
    access: 'owner',
    params: byUpload.extend({ start: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) }),
    query: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    content: 'bytes',
    status: 200,
    answer: UploadPiece,
    problems: [
      'not-found',
      'upload-closed',
      'piece-damaged',
      'recording-too-large',
      'recording-type-unsupported',
      'recording-encrypted',
    ],
  },
  finaliseUpload: {
    method: 'POST',
    path: '/api/uploads/{uploadId}/finalise',
    summary: 'Say which pieces it is made of: it becomes a lecture, or the answer names what is missing.',
    access: 'owner',
    params: byUpload,
    body: Finalise,
    bodyBytes: 8 * 1024 * 1024,
    status: 200,
    answer: Finalised,
    problems: [
      'not-found',
      'recording-empty',
      'recording-too-large',
      'recording-type-unsupported',
      'recording-encrypted',
      'recording-unreadable',
      ...QUOTAS,
    ],
  },
  deleteUpload: {
    method: 'DELETE',
    path: '/api/uploads/{uploadId}',
    summary: 'Give an upload up and delete what arrived of it.',
    access: 'owner',
    params: byUpload,
    status: 204,
    problems: ['not-found', 'upload-closed'],
  },
  listMoments: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/moments',
    summary: 'What was marked while the lecture was recorded, and where sound is missing.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: z.object({ items: z.array(Moment) }),
    problems: ['not-found'],
  },
} as const satisfies Record<string, Endpoint>;
