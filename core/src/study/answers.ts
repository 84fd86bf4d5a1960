import { z } from 'zod';
import { Block } from '../block.ts';
import { Lecture } from '../lecture.ts';
import { Standing } from './recall.ts';
import { Grade, Review } from './review.ts';
import { Schedule } from './schedule.ts';

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
