import { z } from 'zod';
import { GivenPassword } from '../account.ts';
import type { Endpoint } from '../endpoint.ts';
import { RetentionPolicy } from '../retention.ts';
import { byCourse } from './parts.ts';

export const keepingEndpoints = {
  deleteCourse: {
    method: 'DELETE',
    path: '/api/courses/{courseId}',
    summary: 'Delete a course with all its lectures and all that was made from them.',
    access: 'owner',
    params: byCourse,
    status: 204,
    problems: ['not-found'],
  },
  getCourseRetention: {
    method: 'GET',
    path: '/api/courses/{courseId}/retention',
    summary: 'How long recordings of a course stay.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: RetentionPolicy,
    problems: ['not-found'],
  },
  setCourseRetention: {
    method: 'PATCH',
    path: '/api/courses/{courseId}/retention',
    summary: 'Change how long recordings of a course stay; null leaves it to your account.',
    access: 'owner',
    params: byCourse,
    body: RetentionPolicy.pick({ recordingDays: true }),
    status: 200,
    answer: RetentionPolicy,
    problems: ['not-found'],
  },
  getRetention: {
    method: 'GET',
    path: '/api/account/retention',
    summary: 'How long your recordings stay.',
    access: 'owner',
    status: 200,
    answer: RetentionPolicy,
    problems: [],
  },
  setRetention: {
    method: 'PATCH',
    path: '/api/account/retention',
    summary: 'Change how long your recordings stay; null leaves it to the server.',
    access: 'owner',
    body: RetentionPolicy.pick({ recordingDays: true }),
    status: 200,
    answer: RetentionPolicy,
    problems: [],
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/api/account',
    summary: 'Delete your account with everything that belongs to it; the password is asked for again.',
    access: 'account',
    body: z.object({ password: GivenPassword.optional() }),
    status: 204,
    problems: ['sign-in-failed', 'last-administrator'],
  },
} as const satisfies Record<string, Endpoint>;
