import type { StudyPlan } from './answers.ts';
import { afterGrade, newSchedule } from './schedule.ts';
import type { Schedule } from './standing.ts';

export interface PlanRequest {
  /** Of every item that is studied; undefined for one never seen. Suspended ones are left out. */
  schedules: readonly (Schedule | undefined)[];
  now: Date;
  /** The day of the exam; the day before it is the last of the plan. */
  exam: Date;
  /** Seconds that an answer takes. */
  seconds?: number;
}

const DAY = 86_400_000;
const SECONDS_AN_ITEM = 12;
/** Seeing something for the first time takes longer, and it comes again the same day. */
const FRESH_FACTOR = 3;
/** No day of the plan asks for more new items than this. */
const MOST_FRESH = 40;
/** The last days are for repeating. */
const CALM_DAYS = 2;
const LONGEST_PLAN = 366;

/**
 * A day for each item until the exam, as if each were remembered: what is due, and new items in even parts,
 * none in the last days where the time allows. Days are those of UTC.
 */
export function planStudy({ schedules, now, exam, seconds = SECONDS_AN_ITEM }: PlanRequest): StudyPlan {
  const today = startOfDay(now);
  const length = Math.min(LONGEST_PLAN, Math.max(0, Math.round((startOfDay(exam) - today) / DAY)));
  const repeat = new Array<number>(length).fill(0);
  const fresh = new Array<number>(length).fill(0);
  const unseen = schedules.filter((schedule) => schedule === undefined || schedule.state === 'new').length;
  const learningDays = Math.max(Math.min(1, length), length - CALM_DAYS);
  let left = unseen;
  for (let day = 0; day < learningDays; day++) {
    const share = Math.min(MOST_FRESH, Math.ceil(left / (learningDays - day)));
    fresh[day] = share;
    left -= share;
    for (let item = 0; item < share; item++) follow(learned(today + day * DAY), day + 1);
  }
  for (const schedule of schedules) {
    if (schedule && schedule.state !== 'new' && !schedule.suspended) follow(schedule, 0);
  }
  return {
    exam: dateOf(startOfDay(exam)),
    days: repeat.map((again, day) => ({
      date: dateOf(today + day * DAY),
      repeat: again,
      fresh: fresh[day] ?? 0,
      minutes: Math.ceil(((again + (fresh[day] ?? 0) * FRESH_FACTOR) * seconds) / 60),
    })),
    left,
  };

  /** Counts an item on each day on which it comes, from a day on. */
  function follow(start: Schedule, from: number): void {
    let schedule = start;
    for (;;) {
      const day = Math.max(from, Math.floor((Date.parse(schedule.due) - today) / DAY));
      if (day >= length) return;
      repeat[day] = (repeat[day] ?? 0) + 1;
      schedule = afterGrade(schedule, 'good', new Date(today + day * DAY + DAY / 2));
      // Steps of minutes are done the same day.
      if (schedule.state !== 'review') schedule = afterGrade(schedule, 'good', new Date(schedule.due));
      from = day + 1;
    }
  }
}

/** An item on the evening of the day on which it was first seen and remembered twice. */
function learned(day: number): Schedule {
  const at = new Date(day + DAY / 2);
  const once = afterGrade(newSchedule(at), 'good', at);
  return afterGrade(once, 'good', new Date(once.due));
}

function startOfDay(at: Date): number {
  return Math.floor(at.getTime() / DAY) * DAY;
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
