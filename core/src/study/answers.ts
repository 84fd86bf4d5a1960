import { z } from 'zod';
import { Block } from '../block.ts';
import { Lecture } from '../lecture.ts';
import { ThreadUpdate } from '../thread.ts';
import { Grade, Review } from './review.ts';
import { Schedule, Standing } from './standing.ts';

/** An entry of the log, with its place in the order of arrival. */
export const LoggedReview = z.object({ place: z.int().positive(), review: Review });
export type LoggedReview = z.infer<typeof LoggedReview>;

/** A card or question to be asked. */
export const DueItem = z.object({
  lectureId: z.uuid(),
  lectureTitle: z.string(),
  courseId: z.uuid(),
  itemId: z.string(),
  /** A block of kind `card` or `question`. */
  block: Block,
  thread: z.object({ id: z.uuid(), title: z.string() }).optional(),
  schedule: Schedule,
  /** Forgotten again and again: hearing the moment or wording it anew helps more than asking again. */
  leech: z.boolean(),
  /** When it comes again after each grade. */
  next: z.record(Grade, z.iso.datetime()),
});
export type DueItem = z.infer<typeof DueItem>;

/** What helps the night before. */
export const Home = z.object({
  /** Over all courses. */
  standing: Standing,
  /** What may come today: repetitions, and items never seen. */
  today: z.object({
    repeat: z.int().nonnegative(),
    fresh: z.int().nonnegative(),
    minutes: z.int().nonnegative(),
  }),
  shaky: z.array(
    z.object({
      threadId: z.uuid(),
      title: z.string(),
      courseId: z.uuid(),
      courseName: z.string(),
      standing: Standing,
    }),
  ),
  newest: z.array(Lecture),
  processing: z.array(Lecture),
});
export type Home = z.infer<typeof Home>;

/** What to do on one day. Plain data: a calendar file and a screen are both made of it. */
export const PlanDay = z.object({
  /** Such as `2026-11-25`. */
  date: z.iso.date(),
  /** Items to be repeated. */
  repeat: z.int().nonnegative(),
  /** Items never seen before. */
  fresh: z.int().nonnegative(),
  minutes: z.int().nonnegative(),
});
export type PlanDay = z.infer<typeof PlanDay>;

export const StudyPlan = z.object({
  exam: z.iso.date(),
  days: z.array(PlanDay),
  /** New items that do not fit in before the exam without more than a day can hold. */
  left: z.int().nonnegative(),
});
export type StudyPlan = z.infer<typeof StudyPlan>;

/** A thread as one looks at it before an exam. */
export const ReviewedThread = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string().optional(),
  names: z.array(z.string()),
  level: z.enum(['foundational', 'advanced']),
  complexity: z.int().min(1).max(5),
  kindOf: z.array(z.string()),
  /** Lectures in which it occurs, in order, each with the moment at which it comes up first. */
  lectures: z.array(z.object({ lectureId: z.uuid(), moment: z.number().nonnegative().optional() })),
  /** How often it is said in the whole course. */
  times: z.int().nonnegative(),
  /** What changed after it was introduced, and where. */
  changes: z.array(ThreadUpdate),
  standing: Standing,
});
export type ReviewedThread = z.infer<typeof ReviewedThread>;

export const CourseReview = z.object({
  /** In order of foundation: what others rest on comes first. */
  threads: z.array(ReviewedThread),
  /** Ids of threads, what the course returned to most first. */
  mostTouched: z.array(z.uuid()),
  /** Ids of threads that changed since they were introduced, the most changed first. */
  changed: z.array(z.uuid()),
  /** Ids of threads that are shaky for this student, the least known first. */
  shaky: z.array(z.uuid()),
  /** Over all items that are studied. */
  standing: Standing,
});
export type CourseReview = z.infer<typeof CourseReview>;
