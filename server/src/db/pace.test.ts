import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createMetrics } from '../metrics-registry.ts';
import { countReady } from '../stages/count-run.ts';
import { createCourse } from './courses.ts';
import { saveIngested } from './ingested.ts';
import { insertLecture, moveLecture, readPace } from './lectures.ts';
import { migrate } from './migrate.ts';
import type { Database } from './open.ts';
import { openTestDatabase } from './test-database.ts';
import { completeUpload, insertUpload } from './uploads.ts';
import { ensureLocalUser, LOCAL_USER_ID } from './users.ts';

const stopped = new Date('2026-01-01T10:00:00Z');
const later = (seconds: number) => new Date(stopped.getTime() + seconds * 1000);

describe('how soon a lecture is ready', () => {
  let database: Database;
  before(async () => {
    database = await openTestDatabase();
    await migrate(database);
    await ensureLocalUser(database.kysely);
  });
  after(() => database.close());

  /** A lecture of an hour that came as `source`, was on its way for so long, and was ready so much later. */
  async function readyLecture(source: 'recording' | 'file', sentFor: number, took: number, retried = false) {
    const { kysely } = database;
    const [courseId, lectureId, uploadId] = [randomUUID(), randomUUID(), randomUUID()];
    await createCourse(kysely, LOCAL_USER_ID, { id: courseId, name: courseId, createdAt: stopped });
    const facts = { courseId, title: 'A lecture', presetId: 'exam', createdAt: stopped };
    await insertLecture(kysely, LOCAL_USER_ID, { id: lectureId, ...facts });
    const named = { title: undefined, fileName: 'a.webm', mediaType: undefined, declaredBytes: undefined };
    const upload = { id: uploadId, courseId, presetId: 'exam', source, ...named };
    await insertUpload(kysely, LOCAL_USER_ID, { ...upload, at: later(-sentFor) });
    await completeUpload(kysely, uploadId, lectureId);
    const sound = { kind: 'audio', objectKey: lectureId, seconds: 3600, peak: 1, decoder: 'none' } as const;
    await saveIngested(kysely, LOCAL_USER_ID, lectureId, sound);
    if (retried) {
      await moveLecture(kysely, lectureId, ['processing'], { to: 'failed', at: later(5) });
      await moveLecture(kysely, lectureId, ['failed'], { to: 'processing', at: later(9) });
    }
    await moveLecture(kysely, lectureId, ['processing'], { to: 'ready', at: later(took) });
    return lectureId;
  }

  /** What the objective for recordings counts of it. */
  async function counted(lectureId: string): Promise<string[]> {
    const pace = await readPace(database.kysely, lectureId);
    assert.ok(pace);
    const metrics = createMetrics();
    countReady(metrics, pace);
    const { text } = await metrics.render();
    return text
      .split('\n')
      .filter((line) => line.includes('objective="live-ready-in-time"') && line.endsWith(' 1'))
      .map((line) => /verdict="(\w+)"/.exec(line)?.[1] ?? line);
  }

  test('counts from Stop for one that arrived while it was recorded', async () => {
    assert.deepEqual(await counted(await readyLecture('recording', 3600, 59)), ['good']);
    assert.deepEqual(await counted(await readyLecture('recording', 3600, 61)), ['bad']);
  });

  test('says nothing of one that was recorded without a network, was a file, or was sent on its way again', async () => {
    assert.deepEqual(await counted(await readyLecture('recording', 40, 300)), []);
    assert.deepEqual(await counted(await readyLecture('file', 3600, 30)), []);
    assert.deepEqual(await counted(await readyLecture('recording', 3600, 30, true)), []);
  });
});
