import { z } from 'zod';

/*
 * What is told of a student's memory, apart from how it is computed: whoever only reads an answer of the server,
 * as a page does, has no need of the scheduler.
 */

/**
 * What is known of one item's memory. Never edited: it is computed from the item's part of the log, so two
 * devices with the same log have the same schedule.
 */
export const Schedule = z.object({
  state: z.enum(['new', 'learning', 'review', 'relearning']),
  due: z.iso.datetime(),
  /** Days after which nine of ten times it is still remembered. */
  stability: z.number().nonnegative(),
  /** 1 to 10; 0 while new. */
  difficulty: z.number().nonnegative(),
  reviews: z.int().nonnegative(),
  /** How often it was forgotten after it had been learned. */
  lapses: z.int().nonnegative(),
  /** Days between the last review and `due`. */
  days: z.int().nonnegative(),
  /** Which step of learning comes next. */
  step: z.int().nonnegative(),
  last: z.iso.datetime().optional(),
  suspended: z.boolean(),
});
export type Schedule = z.infer<typeof Schedule>;

/** How well something is known: an item's share of what is known of its thread or lecture. */
export const Standing = z.object({
  items: z.int().nonnegative(),
  /** Items that were graded at least once. */
  studied: z.int().nonnegative(),
  due: z.int().nonnegative(),
  /** Mean chance that a studied item is remembered now, 0 to 1; absent while nothing was studied. */
  recall: z.number().min(0).max(1).optional(),
  /** How often its items were forgotten after they had been learned. */
  lapses: z.int().nonnegative(),
  /** Items that were forgotten again and again. */
  leeches: z.int().nonnegative(),
  /** Whether it needs this student's attention before the rest. */
  shaky: z.boolean(),
});
export type Standing = z.infer<typeof Standing>;

export const Retention = z.object({
  /** Reviews of what had been learned a day or more before. */
  reviews: z.int().nonnegative(),
  /** Share of them that was remembered; absent without any. */
  remembered: z.number().min(0).max(1).optional(),
});
export type Retention = z.infer<typeof Retention>;
