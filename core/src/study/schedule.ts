import { type Card, createEmptyCard, fsrs, Rating, State } from 'ts-fsrs';
import { GRADES, type Grade, type GradeReview, holding, type Review } from './review.ts';
import type { Schedule } from './standing.ts';

/** Forgotten so often that asking again helps less than hearing the moment or wording it anew. */
const LEECH_LAPSES = 5;

/**
 * FSRS-6 (Ye, Su, Cao 2022) with its default weights. Without fuzz: the same log must give the same day on
 * every device. A year at most, because a course ends.
 */
const scheduler = fsrs({ request_retention: 0.9, maximum_interval: 365, enable_fuzz: false });

const RATINGS = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
  easy: Rating.Easy,
} as const satisfies Record<Grade, Rating>;
const STATES: Record<State, Schedule['state']> = {
  [State.New]: 'new',
  [State.Learning]: 'learning',
  [State.Review]: 'review',
  [State.Relearning]: 'relearning',
};
const STATE_NUMBERS: Record<Schedule['state'], State> = {
  new: State.New,
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
};

/** Of an item that was never graded. */
export function newSchedule(at: Date): Schedule {
  return toSchedule(createEmptyCard(at), false);
}

/** The schedule of one item from its part of the log, in whatever order the entries came. */
export function scheduleOf(reviews: readonly Review[]): Schedule {
  const ordered = holding(reviews);
  const first = ordered.find((review) => review.kind === 'grade');
  let card = createEmptyCard(new Date(first?.at ?? 0));
  let suspended = false;
  for (const review of ordered) {
    if (review.kind === 'grade') card = scheduler.next(card, new Date(review.at), RATINGS[review.grade]).card;
    else suspended = review.kind === 'suspend';
  }
  return toSchedule(card, suspended);
}

/** The grades that hold, in order: what was answered, and when. */
export function gradesOf(reviews: readonly Review[]): GradeReview[] {
  return holding(reviews).filter((review) => review.kind === 'grade');
}

/** The schedule after one more grade. */
export function afterGrade(schedule: Schedule, grade: Grade, at: Date): Schedule {
  return toSchedule(scheduler.next(toCard(schedule), at, RATINGS[grade]).card, schedule.suspended);
}

/** When it would be asked again after each grade, for the buttons. */
export function dueAfterGrades(schedule: Schedule, at: Date): Record<Grade, string> {
  const entries = GRADES.map((grade) => [grade, afterGrade(schedule, grade, at).due] as const);
  return Object.fromEntries(entries) as Record<Grade, string>;
}

/** The chance that it is remembered at a moment, 0 to 1; undefined while it was never graded. */
export function recallAt(schedule: Schedule, at: Date): number | undefined {
  if (schedule.state === 'new') return undefined;
  return scheduler.get_retrievability(toCard(schedule), at, false);
}

export function isLeech({ lapses }: Pick<Schedule, 'lapses'>): boolean {
  return lapses >= LEECH_LAPSES;
}

function toSchedule(card: Card, suspended: boolean): Schedule {
  return {
    state: STATES[card.state],
    due: card.due.toISOString(),
    stability: card.stability,
    difficulty: card.difficulty,
    reviews: card.reps,
    lapses: card.lapses,
    days: card.scheduled_days,
    step: card.learning_steps,
    ...(card.last_review ? { last: card.last_review.toISOString() } : {}),
    suspended,
  };
}

function toCard(schedule: Schedule): Card {
  return {
    due: new Date(schedule.due),
    stability: schedule.stability,
    difficulty: schedule.difficulty,
    elapsed_days: 0,
    scheduled_days: schedule.days,
    learning_steps: schedule.step,
    reps: schedule.reviews,
    lapses: schedule.lapses,
    state: STATE_NUMBERS[schedule.state],
    ...(schedule.last === undefined ? {} : { last_review: new Date(schedule.last) }),
  };
}
