import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { sql } from 'kysely';
import { listAuditEntries } from '../db/audit.ts';
import { readCatalog } from '../db/catalog.ts';
import { createCourse } from '../db/courses.ts';
import { newestStageRun } from '../db/stage-runs.ts';
import { ensureLocalUser, LOCAL_USER_ID } from '../db/users.ts';
import { storeMaterial } from '../http/test-material.ts';
import { openTestServer, problem, type TestServer } from '../http/test-server.ts';
import { acceptLecture } from '../lectures.ts';
import type { Stage, Tools } from '../stages/define.ts';
import { ingest } from '../stages/ingest.ts';
import { runStage } from '../stages/run-stage.ts';
import { exportKey } from '../storage/key.ts';
import { deleteAccount, deleteCourse, deleteLecture } from './deletion.ts';
import { withoutBooks } from './kept-storage.ts';
import { runRetention } from './retention.ts';

async function* text(content: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

describe('deletion', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer();
  });
  after(() => server.close());

  /** Every row of the database that holds this text anywhere, by table; the audit is left out. */
  async function rowsHolding(needle: string): Promise<string[]> {
    const { kysely } = server.services.database;
    const found: string[] = [];
    for (const { name } of await readCatalog(kysely)) {
      if (name === 'audit_entries') continue;
      const { rows } = await sql<{ rows: string }>`
        select count(*) as rows from ${sql.table(name)} as held where held::text like ${`%${needle}%`}`.execute(
        kysely,
      );
      if (rows[0]?.rows.toString() !== '0') found.push(name);
    }
    return found;
  }

  async function newUser(): Promise<string> {
    const id = randomUUID();
    await server.services.database.kysely.insertInto('users').values({ id, name: 'Somebody' }).execute();
    return id;
  }

  async function handIn(ownerId: string, courseId: string) {
    const content = text('WEBVTT\n\n00:00.000 --> 00:04.000\nWords.\n');
    return acceptLecture(server.services, ownerId, {
      courseId,
      presetId: 'exam',
      fileName: 'a.vtt',
      content,
    });
  }

  test('takes every row and object of a lecture and leaves its neighbour alone', async () => {
    const [gone, stays] = [await server.newLecture(), await server.newLecture()];
    for (const lecture of [gone, stays]) await storeMaterial(server.services, lecture);
    const counts = await deleteLecture(server.services, LOCAL_USER_ID, gone.id);
    assert.deepEqual(await rowsHolding(gone.id), []);
    assert.deepEqual(
      (await server.stored()).filter((key) => key.includes(gone.id)),
      [],
    );
    assert.equal(counts.objects, 2);
    assert.equal(counts.artifacts, 2);
    assert.ok((await rowsHolding(stays.id)).includes('artifacts'));
    assert.equal((await server.stored()).filter((key) => key.includes(stays.id)).length, 2);
  });

  test('leaves an entry that says who, what and how much, and holds no content', async () => {
    const lecture = await server.newLecture('a very private title.vtt');
    await deleteLecture(server.services, LOCAL_USER_ID, lecture.id);
    const entry = (await listAuditEntries(server.services.database.kysely, 1))[0];
    assert.equal(entry?.subjectId, lecture.id);
    assert.deepEqual([entry?.actor, entry?.actorId, entry?.kind], ['owner', LOCAL_USER_ID, 'lecture']);
    assert.equal(entry?.counts.recordings, 1);
    assert.doesNotMatch(JSON.stringify(entry), /private/);
  });

  test('deletes nothing of somebody else', async () => {
    const lecture = await server.newLecture();
    const stranger = await newUser();
    await assert.rejects(deleteLecture(server.services, stranger, lecture.id), problem('not-found'));
    await assert.rejects(deleteCourse(server.services, stranger, lecture.courseId), problem('not-found'));
    assert.equal((await server.client.getLecture({ params: { lectureId: lecture.id } })).id, lecture.id);
  });

  test('takes a course with all its lectures', async () => {
    const lecture = await server.newLecture();
    const second = await handIn(LOCAL_USER_ID, lecture.courseId);
    await storeMaterial(server.services, lecture);
    await server.client.deleteCourse({ params: { courseId: lecture.courseId } });
    for (const id of [lecture.courseId, lecture.id, second.id]) assert.deepEqual(await rowsHolding(id), []);
    assert.deepEqual(
      (await server.stored()).filter((key) => key.includes(lecture.id) || key.includes(second.id)),
      [],
    );
  });

  test('refuses a recording whose course is deleted while it arrives, and keeps no byte of it', async () => {
    const course = await server.newCourse();
    const before = await server.stored();
    const arriving = acceptLecture(server.services, LOCAL_USER_ID, {
      courseId: course.id,
      presetId: 'exam',
      fileName: 'a.vtt',
      content: (async function* () {
        yield Buffer.from('WEBVTT\n\n00:00.000 --> 00:04.000\n');
        await deleteCourse(server.services, LOCAL_USER_ID, course.id);
        yield Buffer.from('Words.\n');
      })(),
    });
    await assert.rejects(arriving, problem('not-found'));
    assert.deepEqual(await server.stored(), before);
    assert.deepEqual(await rowsHolding(course.id), []);
  });

  test('takes an account with all that it owns, and nothing of another', async () => {
    const [ownerId, other] = [await newUser(), await newUser()];
    const { kysely } = server.services.database;
    const lectures: Lecture[] = [];
    for (const id of [ownerId, other]) {
      const course = await createCourse(kysely, id, {
        id: randomUUID(),
        name: 'Physics',
        createdAt: new Date(),
      });
      lectures.push(await handIn(id, course.id));
    }
    const counts = await deleteAccount(server.services, ownerId);
    assert.deepEqual(await rowsHolding(ownerId), []);
    assert.equal(counts.users, 1);
    assert.equal(counts.lectures, 1);
    const stored = await server.stored();
    assert.equal(
      stored.some((key) => key.includes(lectures[0]?.id ?? '-')),
      false,
    );
    assert.equal(
      stored.some((key) => key.includes(lectures[1]?.id ?? '-')),
      true,
    );
    await assert.rejects(deleteAccount(server.services, ownerId), problem('not-found'));
  });

  test('leaves an empty account on a machine of one’s own', async () => {
    await server.newLecture();
    await server.client.deleteAccount({});
    assert.deepEqual((await server.client.listCourses({})).items, []);
    assert.deepEqual((await server.client.listLectures({})).items, []);
    await server.newLecture();
    await ensureLocalUser(server.services.database.kysely);
  });

  test('finishes later what the store refuses now', async () => {
    const lecture = await server.newLecture();
    const bare = withoutBooks(server.services.storage);
    const remove = bare.remove;
    bare.remove = async () => Promise.reject(new Error('The store is down.'));
    await deleteLecture(server.services, LOCAL_USER_ID, lecture.id);
    bare.remove = remove;
    assert.equal(
      (await server.stored()).some((key) => key.includes(lecture.id)),
      true,
    );
    const counted: string[] = [];
    await runRetention(
      server.services,
      { count: (what) => void counted.push(what), fail: (what) => assert.fail(what) },
      new AbortController().signal,
    );
    assert.ok(counted.includes('removed objects'));
    assert.equal(
      (await server.stored()).some((key) => key.includes(lecture.id)),
      false,
    );
  });

  test('lets nothing of a stage come back that writes after the deletion', async () => {
    const lecture = await server.newLecture();
    await deleteLecture(server.services, LOCAL_USER_ID, lecture.id);
    const key = exportKey(lecture.id, randomUUID(), 'json');
    await assert.rejects(server.services.storage.put(key, text('{}')), problem('cancelled'));
    assert.deepEqual(await rowsHolding(lecture.id), []);
    assert.equal(
      (await server.stored()).some((stored) => stored.includes(lecture.id)),
      false,
    );
  });

  test('lets nothing come back of an ingest that decodes while its lecture is deleted', async () => {
    const { id: courseId } = await server.newCourse();
    const content = createReadStream(join(import.meta.dirname, '../../../fixtures/media/sentence.m4a'));
    const given = { courseId, presetId: 'exam', fileName: 'talk.m4a', content };
    const lecture = await acceptLecture(server.services, LOCAL_USER_ID, given);
    const { kysely } = server.services.database;
    const run = await newestStageRun(kysely, lecture.id, 'exam', 'ingest');
    assert.ok(run);
    const loud = Buffer.alloc(64_000, 0x40);
    const decoded: string[] = [];
    const decoder = {
      name: 'slow',
      decode: async function* () {
        yield loud;
        decoded.push(...(await rowsHolding(lecture.id)));
        await deleteLecture(server.services, LOCAL_USER_ID, lecture.id);
        yield loud;
      },
    } as unknown as Tools['decoder'];
    const tools = { storage: server.services.storage, decoder, limits: { maxSeconds: 3600 } } as Tools;
    const data = { lectureId: lecture.id, presetId: 'exam' };
    const job = { id: run.job_id, data, lastTry: false, signal: new AbortController().signal };
    assert.equal(await runStage(server.services, tools, ingest as unknown as Stage, job), 'done');
    assert.ok(decoded.includes('stage_runs'), 'it was there while it was decoded');
    assert.deepEqual(await rowsHolding(lecture.id), []);
    const left = (await server.stored()).filter((stored) => stored.includes(lecture.id));
    assert.deepEqual(left, []);
  });
});
