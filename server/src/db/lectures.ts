import type { Lecture, LectureState } from '@pegasus/core/lecture.ts';
import { Problem, type ProblemDocument } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Query } from './open.ts';
import { isAfter, type Page, type PageRequest, readCursor, toPage } from './page.ts';

function selectLectures(query: Query, ownerId: string) {
  return query
    .selectFrom('lectures')
    .innerJoin('courses', 'courses.id', 'lectures.course_id')
    .innerJoin('recordings', 'recordings.lecture_id', 'lectures.id')
    .leftJoin('ingested', 'ingested.lecture_id', 'lectures.id')
    .leftJoin('objects', 'objects.key', 'recordings.object_key')
    .where('lectures.owner_id', '=', ownerId)
    .select([
      'lectures.id',
      'lectures.course_id',
      'courses.name as course_name',
      'lectures.title',
      'lectures.preset_id',
      'lectures.state',
      'lectures.stage',
      'lectures.problem',
      'lectures.created_at',
      'lectures.finished_at',
      'recordings.kind',
      'recordings.file_name',
      'recordings.media_type',
      'recordings.bytes',
      'ingested.seconds',
      'objects.left_at',
    ]);
}

type LectureRow = Awaited<ReturnType<ReturnType<typeof selectLectures>['execute']>>[number];

function toLecture(row: LectureRow): Lecture {
  return {
    id: row.id,
    courseId: row.course_id,
    courseName: row.course_name,
    title: row.title,
    presetId: row.preset_id,
    state: row.state,
    ...(row.stage ? { stage: row.stage } : {}),
    ...(row.problem ? { problem: row.problem } : {}),
    recording: {
      kind: row.kind,
      fileName: row.file_name,
      mediaType: row.media_type,
      bytes: Number(row.bytes),
      ...(row.left_at ? { leftAt: row.left_at.toISOString() } : {}),
    },
    ...(row.seconds === null ? {} : { seconds: row.seconds }),
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
  };
}

export async function listLectures(
  query: Query,
  ownerId: string,
  page: PageRequest & { course?: string | undefined },
): Promise<Page<Lecture>> {
  const after = readCursor(page.cursor);
  let select = selectLectures(query, ownerId)
    .orderBy('lectures.created_at', 'desc')
    .orderBy('lectures.id')
    .limit(page.limit + 1);
  if (page.course) select = select.where('lectures.course_id', '=', page.course);
  if (after) {
    select = select.where(isAfter(after, 'lectures'));
  }
  return toPage((await select.execute()).map(toLecture), page.limit);
}

/** Throws Problem `not-found`, for a lecture of somebody else too. */
export async function getLecture(query: Query, ownerId: string, lectureId: string): Promise<Lecture> {
  const row = await selectLectures(query, ownerId).where('lectures.id', '=', lectureId).executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such lecture.');
  return toLecture(row);
}

export interface NewLecture {
  id: string;
  courseId: string;
  title: string;
  presetId: string;
  createdAt: Date;
}

export async function insertLecture(query: Query, ownerId: string, lecture: NewLecture): Promise<void> {
  await query
    .insertInto('lectures')
    .values({
      id: lecture.id,
      owner_id: ownerId,
      course_id: lecture.courseId,
      title: lecture.title,
      preset_id: lecture.presetId,
      state: 'processing',
      stage: 'ingest',
      created_at: lecture.createdAt.toISOString(),
      processing_since: lecture.createdAt.toISOString(),
    })
    .execute();
}

export interface LectureMove {
  to: LectureState;
  stage?: StageName | undefined;
  problem?: ProblemDocument | undefined;
  at: Date;
}

/**
 * Moves a lecture to another state if it still is in one of `from`. Says whether it did, so that two who
 * decide at once do not both win.
 */
export async function moveLecture(
  query: Query,
  lectureId: string,
  from: readonly LectureState[],
  move: LectureMove,
): Promise<boolean> {
  const row = await query
    .updateTable('lectures')
    .set({
      state: move.to,
      stage: move.stage ?? null,
      problem: move.problem ? JSON.stringify(move.problem) : null,
      finished_at: move.to === 'processing' ? null : move.at.toISOString(),
      ...(move.to === 'processing' && !from.includes('processing')
        ? { processing_since: move.at.toISOString() }
        : {}),
    })
    .where('id', '=', lectureId)
    .where('state', 'in', from)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Says whether it was still called `was`. */
export async function renameLecture(
  query: Query,
  ownerId: string,
  lectureId: string,
  was: string,
  title: string,
): Promise<boolean> {
  const row = await query
    .updateTable('lectures')
    .set({ title })
    .where('id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .where('title', '=', was)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Share of its length for which a recording was on its way when it arrived while it was being made. */
const SHARE_SENT_LIVE = 0.8;

/**
 * How long a lecture is and how long it took to its end, in seconds, and whether it arrived while it was made
 * and this is its first way; undefined when it is gone or unfinished.
 */
export async function readPace(
  query: Query,
  lectureId: string,
): Promise<{ lectureSeconds: number; took: number; live: boolean } | undefined> {
  const row = await query
    .selectFrom('lectures')
    .leftJoin('ingested', 'ingested.lecture_id', 'lectures.id')
    .leftJoin('uploads', 'uploads.lecture_id', 'lectures.id')
    .select(['processing_since', 'finished_at', 'ingested.seconds', 'lectures.created_at'])
    .select(['uploads.source', 'uploads.created_at as begun_at'])
    .where('lectures.id', '=', lectureId)
    .executeTakeFirst();
  if (!row?.finished_at) return undefined;
  const since = row.processing_since.getTime();
  const lectureSeconds = row.seconds ?? 0;
  const sentFor = row.begun_at ? (row.created_at.getTime() - row.begun_at.getTime()) / 1000 : 0;
  return {
    lectureSeconds,
    took: (row.finished_at.getTime() - since) / 1000,
    live:
      row.source === 'recording' &&
      since === row.created_at.getTime() &&
      sentFor >= SHARE_SENT_LIVE * lectureSeconds,
  };
}

/** The preset that is shown and worked under from now on. */
export async function changePreset(query: Query, lectureId: string, presetId: string): Promise<void> {
  await query.updateTable('lectures').set({ preset_id: presetId }).where('id', '=', lectureId).execute();
}

/**
 * The row alone, locked until the transaction ends; undefined when the lecture is gone. `for key share` only
 * keeps it from being deleted meanwhile.
 */
export async function lockLecture(
  transaction: Query,
  lectureId: string,
  lock: 'for update' | 'for key share' = 'for update',
) {
  const select = transaction
    .selectFrom('lectures')
    .select(['id', 'owner_id', 'course_id', 'state', 'preset_id'])
    .where('id', '=', lectureId);
  return (lock === 'for update' ? select.forUpdate() : select.forKeyShare()).executeTakeFirst();
}
