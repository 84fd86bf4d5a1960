import { Problem } from '@pegasus/core/problem.ts';
import { reviewCourse } from '@pegasus/core/study/course-review.ts';
import { planStudy } from '@pegasus/core/study/plan.ts';
import { byShakiness, retentionSince, standingOf } from '@pegasus/core/study/recall.ts';
import { dueAfterGrades, isLeech } from '@pegasus/core/study/schedule.ts';
import { composeSession, DAILY_LIMITS } from '@pegasus/core/study/session.ts';
import { getCourse } from '../db/courses.ts';
import { getLecture, listLectures } from '../db/lectures.ts';
import * as rows from '../db/reviews.ts';
import * as study from '../db/study.ts';
import { listThreads } from '../db/threads.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';

const DAY = 86_400_000;
const COMING_DAYS = 14;
const SECONDS_AN_ITEM = 12;
const ON_HOME = 5;

export const addReviews: Handler<'addReviews'> = ({ services, ownerId, body }) =>
  rows.addReviews(services.database.kysely, ownerId, body.items);

export const listReviews: Handler<'listReviews'> = ({ services, ownerId, query }) =>
  rows.listReviews(services.database.kysely, ownerId, query);

export const listDue: Handler<'listDue'> = async ({ services, ownerId, query }) => {
  const { kysely } = services.database;
  await requireScope(services, ownerId, query);
  const now = services.now();
  const items = await study.listStudied(kysely, ownerId, query, now);
  const session =
    query.which === 'all'
      ? composeSession(items.map(asIfDue), now, { fresh: items.length, due: items.length })
      : composeSession(items, now, await limitsLeft(services, ownerId, query.dayStart));
  const shown = session.slice(0, query.limit);
  const { blocks, titles } = await study.readAsked(kysely, ownerId, shown);
  const known = new Map(items.map((item) => [`${item.lectureId} ${item.itemId}`, item.schedule]));
  return {
    waiting: session.length,
    items: shown.flatMap(({ lectureId, lectureTitle, courseId, itemId, threadId }) => {
      const block = blocks.get(`${lectureId} ${itemId}`);
      const schedule = known.get(`${lectureId} ${itemId}`);
      if (!block || !schedule) return [];
      const title = threadId === undefined ? undefined : titles.get(threadId);
      return [
        {
          lectureId,
          lectureTitle,
          courseId,
          itemId,
          block,
          ...(threadId !== undefined && title !== undefined ? { thread: { id: threadId, title } } : {}),
          schedule,
          leech: isLeech(schedule),
          next: dueAfterGrades(schedule, now),
        },
      ];
    }),
  };
};

/** Everything comes, least known first; what is suspended stays away. */
function asIfDue<Item extends study.StudiedItem>(item: Item): Item {
  return { ...item, schedule: { ...item.schedule, due: new Date(0).toISOString() } };
}

export const getStatistics: Handler<'getStatistics'> = async ({ services, ownerId, query }) => {
  const { kysely } = services.database;
  await requireScope(services, ownerId, query);
  const now = services.now();
  const items = await study.listStudied(kysely, ownerId, query, now);
  const since = new Date(now.getTime() - 30 * DAY);
  const log = await rows.reviewsOfItemsSince(kysely, ownerId, since, query);
  const start = dayStartOf(now, query.dayStart).getTime();
  const coming = new Array<number>(COMING_DAYS).fill(0);
  for (const { schedule, isFresh } of items) {
    if (isFresh || schedule.suspended) continue;
    const day = Math.max(0, Math.floor((Date.parse(schedule.due) - start) / DAY));
    if (day < COMING_DAYS) coming[day] = (coming[day] ?? 0) + 1;
  }
  const today = log.filter(({ kind, at }) => kind === 'grade' && Date.parse(at) >= start);
  return {
    standing: standingOf(
      items.map(({ schedule }) => schedule),
      now,
    ),
    retention: retentionSince(log, since),
    reviewedToday: today.length,
    coming,
  };
};

export const getStudyPlan: Handler<'getStudyPlan'> = async ({ services, ownerId, query }) => {
  await requireScope(services, ownerId, query);
  const now = services.now();
  const exam = new Date(`${query.exam}T00:00:00Z`);
  if (exam.getTime() < now.getTime() - DAY) throw new Problem('request-invalid', 'query.exam: it is over.');
  const items = await study.listStudied(services.database.kysely, ownerId, query, now);
  const open = items.filter(({ schedule }) => !schedule.suspended);
  return planStudy({
    schedules: open.map(({ schedule, isFresh }) => (isFresh ? undefined : schedule)),
    now,
    exam,
  });
};

export const getCourseReview: Handler<'getCourseReview'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  await getCourse(kysely, ownerId, params.courseId);
  return readCourseReview(services, ownerId, params.courseId);
};

export const getHome: Handler<'getHome'> = async ({ services, ownerId, query }) => {
  const { kysely } = services.database;
  const now = services.now();
  const items = await study.listStudied(kysely, ownerId, {}, now);
  const session = composeSession(items, now, await limitsLeft(services, ownerId, query.dayStart));
  const fresh = session.filter(({ isFresh }) => isFresh).length;
  const { items: newest } = await listLectures(kysely, ownerId, { limit: 20 });
  return {
    standing: standingOf(
      items.map(({ schedule }) => schedule),
      now,
    ),
    today: {
      repeat: session.length - fresh,
      fresh,
      minutes: Math.ceil((session.length * SECONDS_AN_ITEM) / 60),
    },
    shaky: await shakyThreads(services, ownerId, items),
    newest: newest.filter(({ state }) => state !== 'processing').slice(0, ON_HOME),
    processing: newest.filter(({ state }) => state === 'processing'),
  };
};

/** Only courses in which something was studied can have something shaky. */
async function shakyThreads(services: Services, ownerId: string, items: readonly study.StudiedItem[]) {
  const { kysely } = services.database;
  const courses = [...new Set(items.filter(({ isFresh }) => !isFresh).map(({ courseId }) => courseId))];
  const shaky = await Promise.all(
    courses.map(async (courseId) => {
      const { name } = await getCourse(kysely, ownerId, courseId);
      const { threads } = await readCourseReview(services, ownerId, courseId);
      return threads
        .filter(({ standing }) => standing.shaky)
        .map(({ id, title, standing }) => ({ threadId: id, title, courseId, courseName: name, standing }));
    }),
  );
  return shaky
    .flat()
    .sort((one, other) => byShakiness(one.standing, other.standing))
    .slice(0, ON_HOME);
}

async function readCourseReview({ database: { kysely }, now }: Services, ownerId: string, courseId: string) {
  const threads = await listThreads(kysely, ownerId, courseId);
  return reviewCourse(threads, await study.schedulesOfCourse(kysely, ownerId, courseId), now());
}

/** What is left of the day. */
async function limitsLeft({ database, now }: Services, ownerId: string, dayStart: string | undefined) {
  const done = await study.countToday(database.kysely, ownerId, dayStartOf(now(), dayStart));
  return { fresh: DAILY_LIMITS.fresh - done.fresh, due: DAILY_LIMITS.due - done.repeated };
}

function dayStartOf(now: Date, dayStart: string | undefined): Date {
  return dayStart === undefined ? new Date(now.getTime() - DAY) : new Date(dayStart);
}

/** Throws Problem `not-found` for a course or lecture that is not the owner's. */
async function requireScope(
  { database: { kysely } }: Services,
  ownerId: string,
  { course, lecture }: study.StudyScope,
): Promise<void> {
  if (course !== undefined) await getCourse(kysely, ownerId, course);
  if (lecture !== undefined) await getLecture(kysely, ownerId, lecture);
}
