import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { CourseReview, DueItem, Home, LoggedReview, StudyPlan } from '../study/answers.ts';
import { Review } from '../study/review.ts';
import { Retention, Standing } from '../study/standing.ts';
import { byCourse } from './parts.ts';

/** Of one lecture or course, or of everything. */
const scope = z.object({ course: z.uuid().optional(), lecture: z.uuid().optional() });
/** When the student's day began, because only the device knows; otherwise the last 24 hours count. */
const today = z.object({ dayStart: z.iso.datetime().optional() });

export const studyEndpoints = {
  addReviews: {
    method: 'POST',
    path: '/api/reviews',
    summary: 'Add entries to the log of study. Sending one again changes nothing.',
    access: 'owner',
    body: z.object({ items: z.array(Review).min(1).max(200) }),
    status: 200,
    answer: z.object({
      /** Ids of entries that are in the log now, also those that were before. */
      accepted: z.array(z.uuid()),
      /** Ids of entries about a lecture that is not there any more; the device can forget them. */
      refused: z.array(z.uuid()),
    }),
    problems: [],
  },
  listReviews: {
    method: 'GET',
    path: '/api/reviews',
    summary: 'The log of study in the order in which it arrived, to bring another device up to date.',
    access: 'owner',
    query: z.object({
      lecture: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
      /** `place` of the last entry that the device has. */
      after: z.coerce.number().int().nonnegative().default(0),
    }),
    status: 200,
    answer: z.object({ items: z.array(LoggedReview), more: z.boolean() }),
    problems: [],
  },
  listDue: {
    method: 'GET',
    path: '/api/study/due',
    summary: 'What to study now, in order: cards and questions that are due, and new ones among them.',
    access: 'owner',
    query: scope.extend(today.shape).extend({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      /** `all`: also what is not due, for whoever goes through everything the night before. */
      which: z.enum(['due', 'all']).default('due'),
    }),
    status: 200,
    answer: z.object({
      items: z.array(DueItem),
      /** How many there are beyond the limit, too. */
      waiting: z.int().nonnegative(),
    }),
    problems: ['not-found'],
  },
  getStatistics: {
    method: 'GET',
    path: '/api/study/statistics',
    summary: 'How well it is known: due, retention, and what comes in the next days.',
    access: 'owner',
    query: scope.extend(today.shape),
    status: 200,
    answer: z.object({
      standing: Standing,
      /** Over the last 30 days. */
      retention: Retention,
      reviewedToday: z.int().nonnegative(),
      /** Repetitions of the next 14 days, today first. */
      coming: z.array(z.int().nonnegative()),
    }),
    problems: ['not-found'],
  },
  getStudyPlan: {
    method: 'GET',
    path: '/api/study/plan',
    summary: 'What to do on each day up to an exam.',
    access: 'owner',
    query: scope.extend({ exam: z.iso.date() }),
    status: 200,
    answer: StudyPlan,
    problems: ['not-found', 'request-invalid'],
  },
  getCourseReview: {
    method: 'GET',
    path: '/api/courses/{courseId}/review',
    summary: 'A course in the order of revision: threads by foundation, what changed, what is shaky.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: CourseReview,
    problems: ['not-found'],
  },
  getHome: {
    method: 'GET',
    path: '/api/home',
    summary: 'What helps now: due, shaky, newest lectures, what is being processed.',
    access: 'owner',
    query: today,
    status: 200,
    answer: Home,
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;
