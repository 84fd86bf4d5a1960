import { z } from 'zod';
import { Course, Name } from '../course.ts';
import type { Endpoint } from '../endpoint.ts';
import { Thread } from '../thread.ts';
import { byCourse, page, pageOf } from './parts.ts';

export const courseEndpoints = {
  listCourses: {
    method: 'GET',
    path: '/api/courses',
    summary: 'Your courses, newest first.',
    access: 'owner',
    query: page,
    status: 200,
    answer: pageOf(Course),
    problems: [],
  },
  createCourse: {
    method: 'POST',
    path: '/api/courses',
    summary: 'Start a course.',
    access: 'owner',
    body: z.object({ name: Name }),
    status: 201,
    answer: Course,
    retold: 'getCourse',
    problems: ['course-exists'],
  },
  getCourse: {
    method: 'GET',
    path: '/api/courses/{courseId}',
    summary: 'One course.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: Course,
    problems: ['not-found'],
  },
  listThreads: {
    method: 'GET',
    path: '/api/courses/{courseId}/threads',
    summary: 'The concepts of a course across its lectures, foundational first.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: z.object({ items: z.array(Thread) }),
    problems: ['not-found'],
  },
} as const satisfies Record<string, Endpoint>;
