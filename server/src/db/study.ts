import type { Block } from '@pegasus/core/block.ts';
import { newSchedule } from '@pegasus/core/study/schedule.ts';
import type { Studied } from '@pegasus/core/study/session.ts';
import type { Schedule } from '@pegasus/core/study/standing.ts';
import { sql } from 'kysely';
import type { Query } from './open.ts';

export interface StudyScope {
  course?: string | undefined;
  lecture?: string | undefined;
}

/** An item that is asked, with what is known of its memory. */
export interface StudiedItem extends Studied {
  courseId: string;
  lectureTitle: string;
  isFresh: boolean;
}

/** Every card and question of the owner's material as it is now, in the order of lectures. */
export async function listStudied(
  query: Query,
  ownerId: string,
  { course, lecture }: StudyScope,
  now: Date,
): Promise<StudiedItem[]> {
  let select = query
    .selectFrom('passages')
    .innerJoin('lectures', 'lectures.id', 'passages.lecture_id')
    .leftJoin('item_schedules', (join) =>
      join
        .onRef('item_schedules.lecture_id', '=', 'passages.lecture_id')
        .onRef('item_schedules.item_id', '=', 'passages.id'),
    )
    .where('passages.owner_id', '=', ownerId)
    .where('passages.block', 'is not', null)
    .orderBy('lectures.created_at', 'desc')
    .orderBy('lectures.id')
    .orderBy('passages.place')
    .select([
      'passages.lecture_id',
      'passages.id',
      'passages.place',
      'passages.course_id',
      'lectures.title',
      'item_schedules.schedule',
    ]);
  if (course) select = select.where('passages.course_id', '=', course);
  if (lecture) select = select.where('passages.lecture_id', '=', lecture);
  const rows = await select.execute();
  const threads = await threadsOfStudied(query, ownerId, { course, lecture });
  return rows.map((row) => {
    const threadId = threads.get(`${row.lecture_id} ${row.id}`);
    return {
      lectureId: row.lecture_id,
      itemId: row.id,
      place: row.place,
      courseId: row.course_id,
      lectureTitle: row.title,
      ...(threadId === undefined ? {} : { threadId }),
      schedule: row.schedule ?? newSchedule(now),
      isFresh: row.schedule === null || row.schedule.state === 'new',
    };
  });
}

async function threadsOfStudied(
  query: Query,
  ownerId: string,
  { course, lecture }: StudyScope,
): Promise<Map<string, string>> {
  let select = query
    .selectFrom('thread_occurrences')
    .innerJoin('threads', 'threads.id', 'thread_occurrences.thread_id')
    .where('thread_occurrences.owner_id', '=', ownerId)
    .orderBy('threads.place', 'desc')
    .select(['thread_occurrences.thread_id', 'thread_occurrences.lecture_id', 'items']);
  if (course) select = select.where('threads.course_id', '=', course);
  if (lecture) select = select.where('thread_occurrences.lecture_id', '=', lecture);
  const rows = await select.execute();
  return new Map(
    rows.flatMap(({ thread_id, lecture_id, items }) =>
      items.map((item) => [`${lecture_id} ${item}`, thread_id] as const),
    ),
  );
}

/** How items are asked, and the titles of their threads. */
export async function readAsked(query: Query, ownerId: string, items: readonly StudiedItem[]) {
  const lectures = [...new Set(items.map(({ lectureId }) => lectureId))];
  if (lectures.length === 0) return { blocks: new Map<string, Block>(), titles: new Map<string, string>() };
  const rows = await query
    .selectFrom('passages')
    .where('owner_id', '=', ownerId)
    .where('lecture_id', 'in', lectures)
    .where('id', 'in', [...new Set(items.map(({ itemId }) => itemId))])
    .where('block', 'is not', null)
    .select(['lecture_id', 'id', 'block'])
    .execute();
  const threads = [...new Set(items.flatMap(({ threadId }) => threadId ?? []))];
  const named =
    threads.length === 0
      ? []
      : await query
          .selectFrom('threads')
          .where('owner_id', '=', ownerId)
          .where('id', 'in', threads)
          .select(['id', 'title'])
          .execute();
  return {
    blocks: new Map(
      rows.flatMap(({ lecture_id, id, block }) => (block ? [[`${lecture_id} ${id}`, block] as const] : [])),
    ),
    titles: new Map(named.map(({ id, title }) => [id, title])),
  };
}

/** What was done today already: items seen for the first time, and items repeated. */
export async function countToday(query: Query, ownerId: string, dayStart: Date) {
  const start = dayStart.toISOString();
  const row = await query
    .selectFrom('item_schedules')
    .where('owner_id', '=', ownerId)
    .where('last_at', '>=', sql<Date>`${start}::timestamptz`)
    .select([
      sql<string>`count(*) filter (where first_at >= ${start}::timestamptz)`.as('fresh'),
      sql<string>`count(*) filter (where first_at < ${start}::timestamptz)`.as('repeated'),
    ])
    .executeTakeFirst();
  return { fresh: Number(row?.fresh ?? 0), repeated: Number(row?.repeated ?? 0) };
}

export async function schedulesOfCourse(query: Query, ownerId: string, courseId: string) {
  const rows = await query
    .selectFrom('passages')
    .leftJoin('item_schedules', (join) =>
      join
        .onRef('item_schedules.lecture_id', '=', 'passages.lecture_id')
        .onRef('item_schedules.item_id', '=', 'passages.id'),
    )
    .where('passages.owner_id', '=', ownerId)
    .where('passages.course_id', '=', courseId)
    .where('passages.block', 'is not', null)
    .select(['passages.lecture_id', 'passages.id', 'item_schedules.schedule'])
    .execute();
  return rows.map(({ lecture_id, id, schedule }) => ({
    lectureId: lecture_id,
    itemId: id,
    schedule: (schedule ?? undefined) as Schedule | undefined,
  }));
}
