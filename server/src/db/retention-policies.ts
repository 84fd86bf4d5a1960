import { Problem } from '@pegasus/core/problem.ts';
import type { Query } from './open.ts';

export interface RecordingDays {
  course: number | null;
  user: number | null;
}

/** Throws Problem `not-found`. */
export async function readCourseDays(
  query: Query,
  ownerId: string,
  courseId: string,
): Promise<RecordingDays> {
  const row = await query
    .selectFrom('courses')
    .innerJoin('users', 'users.id', 'courses.owner_id')
    .select(['courses.recording_days as course', 'users.recording_days as user'])
    .where('courses.id', '=', courseId)
    .where('courses.owner_id', '=', ownerId)
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such course.');
  return row;
}

/** Throws Problem `not-found`. */
export async function changeCourseDays(
  query: Query,
  ownerId: string,
  courseId: string,
  days: number | null,
): Promise<void> {
  const row = await query
    .updateTable('courses')
    .set({ recording_days: days })
    .where('id', '=', courseId)
    .where('owner_id', '=', ownerId)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such course.');
}

export async function readUserDays(query: Query, userId: string): Promise<number | null> {
  const row = await query
    .selectFrom('users')
    .select('recording_days')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.recording_days ?? null;
}

export async function changeUserDays(query: Query, userId: string, days: number | null): Promise<void> {
  await query.updateTable('users').set({ recording_days: days }).where('id', '=', userId).execute();
}
