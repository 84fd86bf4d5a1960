import type { Course } from '@pegasus/core/course.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import type { Query } from './open.ts';
import { isAfter, type Page, type PageRequest, readCursor, toPage } from './page.ts';

function selectCourses(query: Query, ownerId: string) {
  return query
    .selectFrom('courses')
    .where('courses.owner_id', '=', ownerId)
    .select((row) => [
      'courses.id',
      'courses.name',
      'courses.created_at',
      row
        .selectFrom('lectures')
        .whereRef('lectures.course_id', '=', 'courses.id')
        .select((lecture) => lecture.fn.countAll<string>().as('count'))
        .as('lectures'),
    ]);
}

type CourseRow = Awaited<ReturnType<ReturnType<typeof selectCourses>['execute']>>[number];

function toCourse(row: CourseRow): Course {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    lectures: Number(row.lectures ?? 0),
  };
}

export async function listCourses(query: Query, ownerId: string, page: PageRequest): Promise<Page<Course>> {
  const after = readCursor(page.cursor);
  let select = selectCourses(query, ownerId)
    .orderBy('courses.created_at', 'desc')
    .orderBy('courses.id')
    .limit(page.limit + 1);
  if (after) {
    select = select.where(isAfter(after, 'courses'));
  }
  return toPage((await select.execute()).map(toCourse), page.limit);
}

/** Throws Problem `not-found`. */
export async function getCourse(query: Query, ownerId: string, courseId: string): Promise<Course> {
  const row = await selectCourses(query, ownerId).where('courses.id', '=', courseId).executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such course.');
  return toCourse(row);
}

/** Keeps a course from being deleted until the transaction ends. Throws Problem `not-found`. */
export async function holdCourse(transaction: Query, ownerId: string, courseId: string): Promise<void> {
  const row = await transaction
    .selectFrom('courses')
    .select('id')
    .where('id', '=', courseId)
    .where('owner_id', '=', ownerId)
    .forKeyShare()
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such course.');
}

export async function findCourseByName(
  query: Query,
  ownerId: string,
  name: string,
): Promise<Course | undefined> {
  const row = await selectCourses(query, ownerId)
    .where(sql<boolean>`lower(courses.name) = lower(${name})`)
    .executeTakeFirst();
  return row && toCourse(row);
}

/** Throws Problem `course-exists`. */
export async function createCourse(
  query: Query,
  ownerId: string,
  course: { id: string; name: string; createdAt: Date },
): Promise<Course> {
  const row = await query
    .insertInto('courses')
    .values({
      id: course.id,
      owner_id: ownerId,
      name: course.name,
      created_at: course.createdAt.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new Problem('course-exists');
  return getCourse(query, ownerId, course.id);
}

/** Says whether it was still called `was`. Throws Problem `course-exists` when another is called like that. */
export async function renameCourse(
  query: Query,
  ownerId: string,
  courseId: string,
  was: string,
  name: string,
): Promise<boolean> {
  const other = await findCourseByName(query, ownerId, name);
  if (other && other.id !== courseId) throw new Problem('course-exists');
  const row = await query
    .updateTable('courses')
    .set({ name })
    .where('id', '=', courseId)
    .where('owner_id', '=', ownerId)
    .where('name', '=', was)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes a course that no lecture belongs to; leaves any other alone. */
export async function removeEmptyCourse(query: Query, ownerId: string, courseId: string): Promise<void> {
  await query
    .deleteFrom('courses')
    .where('id', '=', courseId)
    .where('owner_id', '=', ownerId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('lectures').whereRef('lectures.course_id', '=', 'courses.id').select('lectures.id'),
        ),
      ),
    )
    .execute();
}
