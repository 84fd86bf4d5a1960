import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Lecture, LectureState } from '@pegasus/core/lecture.ts';
import { saveArtifacts } from '../db/artifacts.ts';
import { saveIngested } from '../db/ingested.ts';
import { moveLecture } from '../db/lectures.ts';
import { listUpkeepRuns } from '../db/upkeep-runs.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { storeMaterial } from '../http/test-material.ts';
import { openTestServer, problem, type TestServer } from '../http/test-server.ts';
import type { Tools } from '../stages/define.ts';
import { exportKey, recordingKey, soundKey } from '../storage/key.ts';
import { withoutBooks } from './kept-storage.ts';
import { retentionTask } from './registry.ts';
import { dueForRetention } from './retention.ts';
import { runDueUpkeep, runUpkeep } from './upkeep.ts';

const DAY_MS = 86_400_000;

async function* text(content: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

describe('retention', () => {
  let server: TestServer;
  let lecture: Lecture;
  let later = 0;
  before(async () => {
    server = await openTestServer({ now: () => new Date(Date.now() + later) });
  });
  after(() => server.close());
  beforeEach(async () => {
    later = 0;
    await server.client.deleteAccount({});
    lecture = await server.newLecture();
  });

  const never = new AbortController().signal;
  const run = async () => {
    later += 1000;
    const result = await runUpkeep(server.services, {} as Tools, retentionTask, never);
    assert.ok(result, 'no other run is open');
    return result;
  };
  const move = (to: LectureState) =>
    moveLecture(server.services.database.kysely, lecture.id, ['processing'], { to, at: new Date() });
  const keepRecordings = (recordingDays: number | null) =>
    server.client.setCourseRetention({ params: { courseId: lecture.courseId }, body: { recordingDays } });
  const params = () => ({ params: { lectureId: lecture.id } });
  const stored = async (key: string) => (await server.stored()).includes(key);

  test('keeps recordings as long as their lecture when nothing else is set', async () => {
    await move('ready');
    later = 10_000 * DAY_MS;
    await run();
    assert.ok(await stored(recordingKey(lecture.id)));
  });

  test('takes a recording when its course says so, and all that was made of it stays', async () => {
    await storeMaterial(server.services, lecture);
    await move('ready');
    await keepRecordings(30);
    later = 29 * DAY_MS;
    assert.equal((await run()).counts.recordings, undefined);
    later = 31 * DAY_MS;
    const due = await dueForRetention(server.services);
    assert.equal(due.find(({ what }) => what === 'recordings')?.due, 1);
    assert.ok(await stored(recordingKey(lecture.id)), 'a dry run takes nothing');
    assert.equal((await run()).counts.recordings, 1);
    assert.equal(await stored(recordingKey(lecture.id)), false);
    await assert.rejects(server.client.getRecording(params()), problem('recording-left'));
    assert.ok((await server.client.getLecture(params())).recording.leftAt);
    assert.ok((await server.client.listArtifacts(params())).items.length > 0);
    assert.ok((await server.client.listExports(params())).items.length > 0);
    assert.equal((await run()).counts.recordings, undefined, 'and it leaves once');
  });

  test('goes by the course before the account, and by the account before the server', async () => {
    const answer = await keepRecordings(null);
    assert.deepEqual(answer, { recordingDays: null, effectiveDays: 0 });
    await server.client.setRetention({ body: { recordingDays: 90 } });
    const get = () => server.client.getCourseRetention({ params: { courseId: lecture.courseId } });
    assert.equal((await get()).effectiveDays, 90);
    await keepRecordings(0);
    assert.deepEqual(await get(), { recordingDays: 0, effectiveDays: 0 });
    await move('ready');
    later = 91 * DAY_MS;
    assert.equal((await run()).counts.recordings, undefined);
    await keepRecordings(null);
    assert.equal((await run()).counts.recordings, 1);
  });

  test('never takes what a stage may still need', async () => {
    await keepRecordings(1);
    later = 400 * DAY_MS;
    await run();
    assert.ok(await stored(recordingKey(lecture.id)), 'the lecture is processing');
  });

  test('takes the sound once the words are there', async () => {
    const key = soundKey(lecture.id, randomUUID());
    await server.services.storage.put(key, text('sound'));
    const ingested = { kind: 'audio', objectKey: key, seconds: 1, peak: 1, decoder: 'test' } as const;
    await saveIngested(server.services.database.kysely, LOCAL_USER_ID, lecture.id, ingested);
    await move('failed');
    later = 8 * DAY_MS;
    assert.equal((await run()).counts.sound, undefined, 'a retry needs it');
    await storeMaterial(server.services, lecture);
    later = 8 * DAY_MS;
    assert.equal((await run()).counts.sound, 1);
    assert.equal(await stored(key), false);
  });

  test('takes exports of earlier material and files that nobody names', async () => {
    const { artifacts, file } = await storeMaterial(server.services, lecture);
    const again = artifacts.map((artifact) => ({ ...artifact, id: randomUUID() }));
    await saveArtifacts(server.services.database.kysely, LOCAL_USER_ID, again);
    const loose = exportKey(lecture.id, randomUUID(), 'loose');
    await server.services.storage.put(loose, text('a try that died'));
    await run();
    assert.ok((await stored(file.objectKey)) && (await stored(loose)), 'not at once');
    later = 8 * DAY_MS;
    const { counts } = await run();
    assert.deepEqual([counts['old exports'], counts['unreferenced objects']], [1, 1]);
    assert.deepEqual(await server.stored(), [recordingKey(lecture.id)]);
  });

  test('takes what an upload left that was never finished', async () => {
    const key = exportKey(lecture.id, randomUUID(), 'cut-off');
    await server.services.database.kysely
      .insertInto('objects')
      .values({ key, kind: 'export', state: 'claimed', claimed_at: new Date() })
      .execute();
    await withoutBooks(server.services.storage).put(key, text('half'));
    later = 2 * DAY_MS;
    assert.equal((await run()).counts['abandoned uploads'], 1);
    assert.equal(await stored(key), false);
  });

  test('takes the keys of requests that nobody sends again', async () => {
    const { kysely } = server.services.database;
    const old = new Date(Date.now() - 100 * DAY_MS);
    for (const created_at of [old, new Date()])
      await kysely
        .insertInto('idempotency_keys')
        .values({
          owner_id: LOCAL_USER_ID,
          key: randomUUID(),
          request_hash: 'a'.repeat(64),
          token: randomUUID(),
          effect_id: randomUUID(),
          state: 'claimed',
          lease_until: created_at,
          created_at,
        })
        .execute();
    const { counts, failures } = await run();
    assert.deepEqual(failures, []);
    assert.equal(counts['idempotency keys'], 1);
    assert.equal((await kysely.selectFrom('idempotency_keys').select('token').execute()).length, 1);
  });

  test('goes on after a failure, and says what failed', async () => {
    const second = await server.newLecture();
    for (const { id } of [lecture, second])
      await moveLecture(server.services.database.kysely, id, ['processing'], { to: 'ready', at: new Date() });
    await server.client.setRetention({ body: { recordingDays: 1 } });
    later = 2 * DAY_MS;
    const bare = withoutBooks(server.services.storage);
    const remove = bare.remove;
    const stuck = [lecture.id, second.id].sort()[0] ?? '';
    bare.remove = async (key) => (key.includes(stuck) ? Promise.reject(new Error('Broken.')) : remove(key));
    const result = await run();
    bare.remove = remove;
    assert.equal(result.outcome, 'failed');
    assert.equal(result.counts.recordings, 1, 'the other one left');
    assert.deepEqual(result.failures[0], {
      what: 'recordings',
      subject: recordingKey(stuck),
      code: 'internal',
    });
    const written = await listUpkeepRuns(server.services.database.kysely, 'retention', 100);
    assert.deepEqual(
      written.filter(({ outcome }) => outcome === 'failed').map(({ failures }) => failures),
      [result.failures],
    );
    assert.equal((await run()).outcome, 'succeeded', 'the next run takes it up');
    assert.equal(await stored(recordingKey(stuck)), false);
    const { text: metrics } = await server.services.metrics.render();
    assert.match(metrics, /pegasus_upkeep_runs_total\{task="retention",outcome="failed"\} 1/);
    assert.match(metrics, /pegasus_retention_removed_total\{what="recordings"\}/);
  });

  test('runs once at a time', { timeout: 60_000 }, async () => {
    const { promise: turnedAway, resolve } = Promise.withResolvers<void>();
    // It lasts until the three others were turned away, however slow the database is.
    const task = { ...retentionTask, name: randomUUID(), run: () => turnedAway };
    let ended = 0;
    const runs = [1, 2, 3, 4].map(async () => {
      const result = await runUpkeep(server.services, {} as Tools, task, never);
      ended++;
      if (ended === 3) resolve();
      return result;
    });
    assert.equal((await Promise.all(runs)).filter(Boolean).length, 1);
  });

  test('takes over from a run that died', async () => {
    await server.services.database.kysely
      .insertInto('upkeep_runs')
      .values({ id: randomUUID(), task: 'retention', outcome: 'running', counts: '{}', failures: '[]' })
      .execute();
    assert.equal(await runUpkeep(server.services, {} as Tools, retentionTask, never), undefined);
    later = 10 * 60_000;
    assert.equal((await run()).outcome, 'succeeded');
  });

  test('is run when it is due, and not before', async () => {
    let ran = 0;
    const task = {
      name: randomUUID(),
      everySeconds: () => 60,
      run: async () => {
        ran++;
      },
    };
    const wake = () => runDueUpkeep(server.services, {} as Tools, [task], never);
    await wake();
    await wake();
    assert.equal(ran, 1);
    later += 61_000;
    await wake();
    assert.equal(ran, 2);
  });
});
