import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { byCourse } from './parts.ts';

/** Files of a whole course, made as they are downloaded. */
export const exportEndpoints = {
  getCourseArchive: {
    method: 'GET',
    path: '/api/courses/{courseId}/archive',
    summary: 'A whole course as one ZIP: notes that link to each other, and the files of every lecture.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: 'bytes',
    problems: ['not-found'],
  },
  getCourseSheet: {
    method: 'GET',
    path: '/api/courses/{courseId}/sheet',
    summary: 'A course on one page, as PDF.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: 'bytes',
    problems: ['not-found', 'export-overrun', 'export-failed'],
  },
  getCourseCalendar: {
    method: 'GET',
    path: '/api/courses/{courseId}/calendar',
    summary: 'The days of revision up to an exam, or of the next two weeks, as iCalendar.',
    access: 'owner',
    params: byCourse,
    query: z.object({ exam: z.iso.date().optional() }),
    status: 200,
    answer: 'bytes',
    problems: ['not-found'],
  },
} as const satisfies Record<string, Endpoint>;
