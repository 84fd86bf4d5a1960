import { createHash } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';
import { descriptionOf, type Thread, type ThreadUpdate } from '@pegasus/core/thread.ts';
import type { Mentions } from '@pegasus/core/threads/mentions.ts';
import { type WovenThread, weave } from '@pegasus/core/threads/weave.ts';
import { insertMentions, listEvidence, type MentionedLecture } from './mentions.ts';
import type { Query } from './open.ts';

/**
 * Holds a course until the transaction ends, so that two lectures that finish at once weave one after the
 * other. It is taken before any row of a lecture is written or locked: whoever wants both takes them in this
 * order. Lectures can still be added meanwhile.
 */
export async function lockCourse(transaction: Query, courseId: string): Promise<void> {
  await transaction
    .selectFrom('courses')
    .select('id')
    .where('id', '=', courseId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Adds what a lecture gives and finds the threads of its course anew. Part of the caller's transaction. */
export async function saveMentions(
  transaction: Query,
  lecture: MentionedLecture,
  mentions: Mentions,
): Promise<void> {
  await lockCourse(transaction, lecture.courseId);
  await insertMentions(transaction, lecture, mentions);
  await reweaveThreads(transaction, lecture.ownerId, lecture.courseId);
}

/**
 * Finds the threads of a course anew from the evidence that is there: after a lecture was added or deleted.
 * A thread keeps its id as long as the name under which its earliest lecture has it.
 */
export async function reweaveThreads(transaction: Query, ownerId: string, courseId: string): Promise<void> {
  await lockCourse(transaction, courseId);
  const woven = weave(await listEvidence(transaction, ownerId, courseId));
  const idOf = (key: string) => threadId(courseId, key);
  const ids = woven.map(({ key }) => idOf(key));
  let gone = transaction.deleteFrom('threads').where('course_id', '=', courseId);
  if (ids.length > 0) gone = gone.where('id', 'not in', ids);
  await gone.execute();
  if (woven.length === 0) return;
  await transaction.deleteFrom('thread_updates').where('thread_id', 'in', ids).execute();
  await transaction.deleteFrom('thread_occurrences').where('thread_id', 'in', ids).execute();
  for (const rows of inBatches(
    woven.map((thread, place) => threadRow(thread, place, idOf, ownerId, courseId)),
  )) {
    await transaction
      .insertInto('threads')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          title: ref('excluded.title'),
          names: ref('excluded.names'),
          level: ref('excluded.level'),
          complexity: ref('excluded.complexity'),
          kind_of: ref('excluded.kind_of'),
          place: ref('excluded.place'),
        })),
      )
      .execute();
  }
  for (const rows of inBatches(woven.flatMap((thread) => occurrenceRows(thread, idOf, ownerId))))
    await transaction.insertInto('thread_occurrences').values(rows).execute();
  for (const rows of inBatches(woven.flatMap((thread) => updateRows(thread, idOf, ownerId))))
    await transaction.insertInto('thread_updates').values(rows).execute();
}

/** The same course and key always give the same id: a UUID of version 8 (RFC 9562) from their SHA-256. */
function threadId(courseId: string, key: string): string {
  const hash = createHash('sha256').update(`${courseId}\n${key}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function threadRow(
  { key, title, names, level, complexity, kindOf }: WovenThread,
  place: number,
  idOf: (key: string) => string,
  ownerId: string,
  courseId: string,
) {
  return {
    id: idOf(key),
    owner_id: ownerId,
    course_id: courseId,
    key,
    title,
    names: JSON.stringify(names),
    level,
    complexity,
    kind_of: JSON.stringify(kindOf.map(idOf)),
    place,
  };
}

function occurrenceRows({ key, occurrences }: WovenThread, idOf: (key: string) => string, ownerId: string) {
  return occurrences.map(({ lectureId, role, times, sources, moments, definition, items }, place) => ({
    thread_id: idOf(key),
    lecture_id: lectureId,
    owner_id: ownerId,
    place,
    role,
    times,
    sources: JSON.stringify(sources),
    moments: JSON.stringify(moments),
    definition: definition ? JSON.stringify(definition) : null,
    items: JSON.stringify(items),
  }));
}

function updateRows({ key, history }: WovenThread, idOf: (key: string) => string, ownerId: string) {
  return history.map(({ kind, evidence, earlier, by, note }, place) => ({
    thread_id: idOf(key),
    place,
    owner_id: ownerId,
    kind,
    lecture_id: evidence.lectureId,
    evidence: JSON.stringify(evidence),
    earlier_lecture_id: earlier?.lectureId ?? null,
    earlier: earlier ? JSON.stringify(earlier) : null,
    by_thread_id: by === undefined ? null : idOf(by),
    note: note ?? null,
  }));
}

/** Few enough rows for one statement. */
function inBatches<Row>(rows: readonly Row[], size = 500): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, batch) =>
    rows.slice(batch * size, (batch + 1) * size),
  );
}

/** The threads of a course, foundational first. Empty for a course of somebody else. */
export async function listThreads(query: Query, ownerId: string, courseId: string): Promise<Thread[]> {
  const rows = await query
    .selectFrom('threads')
    .where('course_id', '=', courseId)
    .where('owner_id', '=', ownerId)
    .orderBy('place')
    .selectAll()
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const occurrences = await query
    .selectFrom('thread_occurrences')
    .where('thread_id', 'in', ids)
    .orderBy('place')
    .selectAll()
    .execute();
  const updates = await query
    .selectFrom('thread_updates')
    .where('thread_id', 'in', ids)
    .orderBy('place')
    .selectAll()
    .execute();
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const reference = (id: string) => ({ id, title: titles.get(id) ?? '' });
  return rows.map((row) => {
    const held = occurrences
      .filter(({ thread_id }) => thread_id === row.id)
      .map(({ lecture_id, role, times, sources, moments, definition, items }) => ({
        lectureId: lecture_id,
        role,
        times,
        sources,
        moments,
        ...(definition ? { definition } : {}),
        items,
      }));
    const description = descriptionOf(held);
    return {
      id: row.id,
      courseId: row.course_id,
      title: row.title,
      ...(description ? { description } : {}),
      names: row.names,
      level: row.level,
      complexity: row.complexity,
      kindOf: row.kind_of.map(reference),
      occurrences: held,
      history: updates
        .filter(({ thread_id }) => thread_id === row.id)
        .map(({ kind, evidence, earlier, by_thread_id, note }): ThreadUpdate => {
          if (kind === 'introduced' || !earlier) return { kind: 'introduced', evidence };
          const by = by_thread_id === null ? {} : { by: reference(by_thread_id) };
          return { kind, evidence, earlier, ...by, ...(note === null ? {} : { note }) };
        }),
    };
  });
}

/** Throws Problem `not-found`, for a thread of somebody else too. */
export async function getThread(query: Query, ownerId: string, id: string): Promise<Thread> {
  const row = await query
    .selectFrom('threads')
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .select('course_id')
    .executeTakeFirst();
  const thread = row && (await listThreads(query, ownerId, row.course_id)).find((other) => other.id === id);
  if (!thread) throw new Problem('not-found', 'There is no such thread.');
  return thread;
}

/** For each item of a lecture's artifacts that is about a thread, the id of that thread. */
export async function threadsOfItems(
  query: Query,
  ownerId: string,
  lectureId: string,
): Promise<Map<string, string>> {
  const rows = await query
    .selectFrom('thread_occurrences')
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .orderBy('thread_id')
    .select(['thread_id', 'items'])
    .execute();
  return new Map(rows.flatMap(({ thread_id, items }) => items.map((item) => [item, thread_id] as const)));
}
