import { Problem } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import { insertAuditEntry } from '../db/audit.ts';
import { countLectureRows, eraseOwner, releaseLectureObjects } from '../db/erasure.ts';
import type { AuditActor, AuditKind } from '../db/keeping-tables.ts';
import type { Transaction } from '../db/open.ts';
import { openStageRuns } from '../db/stage-runs.ts';
import { reweaveThreads } from '../db/threads.ts';
import type { Services } from '../services.ts';
import { lecturePrefix } from '../storage/key.ts';
import { withoutBooks } from './kept-storage.ts';
import { removeLeaving } from './remove-objects.ts';

/** Who deletes: whose it is, or who runs the server. */
export interface Deleter {
  actor: AuditActor;
  id?: string;
}

/** What went, by table; objects are counted among them. */
export type DeletedCounts = Record<string, number>;

interface Gone {
  lectureIds: string[];
  jobs: { stage: StageName; job_id: string }[];
  counts: DeletedCounts;
}

/**
 * Deletes a lecture in whatever state it is, with every row and object of it. The threads of its course keep
 * what other lectures gave. A stage that still runs finds nothing to store into. Throws Problem `not-found`.
 */
export async function deleteLecture(
  services: Services,
  ownerId: string,
  lectureId: string,
  by: Deleter = { actor: 'owner', id: ownerId },
): Promise<DeletedCounts> {
  return erase(services, 'lecture', lectureId, by, async (transaction) => {
    const lecture = await transaction
      .selectFrom('lectures')
      .select('course_id')
      .where('id', '=', lectureId)
      .where('owner_id', '=', ownerId)
      .executeTakeFirst();
    if (!lecture) throw new Problem('not-found', 'There is no such lecture.');
    // Whoever wants both course and lecture takes them in this order.
    await lockForDeletion(transaction, 'courses', lecture.course_id, 'no key');
    if (!(await lockForDeletion(transaction, 'lectures', lectureId)))
      throw new Problem('not-found', 'There is no such lecture.');
    const gone = await eraseLectures(transaction, [lectureId]);
    await reweaveThreads(transaction, ownerId, lecture.course_id);
    return gone;
  });
}

/** Deletes a course with all its lectures. Throws Problem `not-found`. */
export async function deleteCourse(
  services: Services,
  ownerId: string,
  courseId: string,
  by: Deleter = { actor: 'owner', id: ownerId },
): Promise<DeletedCounts> {
  return erase(services, 'course', courseId, by, async (transaction) => {
    const course = await transaction
      .selectFrom('courses')
      .select('id')
      .where('id', '=', courseId)
      .where('owner_id', '=', ownerId)
      .forUpdate()
      .executeTakeFirst();
    if (!course) throw new Problem('not-found', 'There is no such course.');
    const lectures = await transaction
      .selectFrom('lectures')
      .select('id')
      .where('course_id', '=', courseId)
      .orderBy('id')
      .forUpdate()
      .execute();
    const gone = await eraseLectures(
      transaction,
      lectures.map(({ id }) => id),
    );
    await transaction.deleteFrom('courses').where('id', '=', courseId).execute();
    return { ...gone, counts: { ...gone.counts, courses: 1 } };
  });
}

/** Deletes an account with all that it owns. Throws Problem `not-found`. */
export async function deleteAccount(
  services: Services,
  userId: string,
  by: Deleter = { actor: 'owner', id: userId },
): Promise<DeletedCounts> {
  return erase(services, 'account', userId, by, async (transaction) => {
    const user = await transaction
      .selectFrom('users')
      .select('id')
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirst();
    if (!user) throw new Problem('not-found', 'There is no such account.');
    for (const table of ['courses', 'lectures'] as const)
      await transaction
        .selectFrom(table)
        .select('id')
        .where('owner_id', '=', userId)
        .orderBy('id')
        .forUpdate()
        .execute();
    const lectures = await transaction
      .selectFrom('lectures')
      .select('id')
      .where('owner_id', '=', userId)
      .execute();
    const jobs = await transaction
      .selectFrom('stage_runs')
      .select(['stage', 'job_id'])
      .where('owner_id', '=', userId)
      .where('state', 'in', ['waiting', 'running'])
      .execute();
    const counts = await eraseOwner(transaction, userId);
    return { lectureIds: lectures.map(({ id }) => id), jobs, counts };
  });
}

async function eraseLectures(transaction: Transaction, lectureIds: string[]): Promise<Gone> {
  if (lectureIds.length === 0) return { lectureIds, jobs: [], counts: {} };
  const counts = await countLectureRows(transaction, lectureIds);
  const jobs = (
    await Promise.all(lectureIds.map((lectureId) => openStageRuns(transaction, { lectureId })))
  ).flat();
  await releaseLectureObjects(transaction, lectureIds);
  await transaction.deleteFrom('lectures').where('id', 'in', lectureIds).execute();
  return { lectureIds, jobs, counts };
}

async function lockForDeletion(
  transaction: Transaction,
  table: 'courses' | 'lectures',
  id: string,
  strength: 'key' | 'no key' = 'key',
): Promise<boolean> {
  const select = transaction.selectFrom(table).select('id').where('id', '=', id);
  const row = await (strength === 'key' ? select.forUpdate() : select.forNoKeyUpdate()).executeTakeFirst();
  return row !== undefined;
}

/**
 * Rows, marks on the objects and the entry in the audit go in one transaction; jobs and objects after it. A
 * process that dies between leaves marks, which the next retention works off.
 */
async function erase(
  services: Services,
  kind: AuditKind,
  subjectId: string,
  { actor, id: actorId }: Deleter,
  work: (transaction: Transaction) => Promise<Gone>,
): Promise<DeletedCounts> {
  const { database, queue, log } = services;
  const { lectureIds, jobs, counts } = await database.kysely.transaction().execute(async (transaction) => {
    const gone = await work(transaction);
    await insertAuditEntry(transaction, {
      id: services.newId(),
      at: services.now(),
      actor,
      ...(actorId ? { actorId } : {}),
      action: 'delete',
      kind,
      subjectId,
      counts: gone.counts,
    });
    // A lecture of the course that is handed in late must find that its own was deleted too.
    if (kind !== 'lecture')
      for (const id of gone.lectureIds) await noteLecture(services, transaction, actor, actorId, id);
    return gone;
  });
  services.metrics.count('pegasus_deletions_total', { kind });
  log.info({ kind, subjectId, counts }, 'deleted');
  for (const { stage, job_id } of jobs) await queue.cancel(stage, job_id);
  for (const lectureId of lectureIds) {
    await queue.forget(lectureId);
    services.changes.announce(lectureId);
  }
  await removeLeaving(services, (key, code) => log.error({ key, code }, 'object could not be removed yet'));
  for (const lectureId of lectureIds) await removeUnbooked(services, lectureId);
  return counts;
}

/** What stands under the lecture's prefix and in no book, from before there were books. */
async function removeUnbooked({ storage, log }: Services, lectureId: string): Promise<void> {
  try {
    for await (const key of withoutBooks(storage).list(lecturePrefix(lectureId)))
      await withoutBooks(storage).remove(key);
  } catch (error) {
    // The rows are gone for good; what is left here is an orphan, which the check of objects names.
    log.error({ err: error, lectureId }, 'objects of a deleted lecture could not be removed yet');
  }
}

async function noteLecture(
  services: Services,
  transaction: Transaction,
  actor: AuditActor,
  actorId: string | undefined,
  lectureId: string,
): Promise<void> {
  await insertAuditEntry(transaction, {
    id: services.newId(),
    at: services.now(),
    actor,
    ...(actorId ? { actorId } : {}),
    action: 'delete',
    kind: 'lecture',
    subjectId: lectureId,
    counts: {},
  });
}
