import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  endLease,
  getHeardLive,
  type LiveLease,
  leaseLiveTranscript,
  noteHeard,
} from '../db/live-transcripts.ts';
import { getRecording } from '../db/recordings.ts';
import { newestStageRun, startStageRun } from '../db/stage-runs.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { openTestServer, type TestServer } from '../http/test-server.ts';
import type { Queue } from '../queue/define.ts';
import { createSimulatedSpeech } from '../speech/simulated.ts';
import { bytesOf, melody } from '../speech/synthetic-sound.ts';
import type { Tools } from '../stages/define.ts';
import { untilHeard } from '../stages/live-end.ts';
import { startLiveSessions } from './live-sessions.ts';

const SOUND = wav(bytesOf(melody(3)));
const provenance = { provider: 'simulated', settings: {} };
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('recordings that are made at the same time', () => {
  let server: TestServer;
  const urgencies = new Map<string, number>();
  before(async () => {
    const queue: Partial<Queue> = {
      send: async (_stage, { lectureId }, _transaction, urgency) => {
        urgencies.set(lectureId, urgency);
        return randomUUID();
      },
      stop: async () => {},
    };
    server = await openTestServer({ queue: queue as Queue, config: { liveAtOnce: 1 } });
  });
  after(() => server.close());

  const kysely = () => server.services.database.kysely;
  const begin = async () => {
    const { id: courseId } = await server.newCourse();
    const id = randomUUID();
    const body = { id, courseId, preset: 'exam', fileName: 'talk.wav', source: 'recording' as const };
    await server.client.createUpload({ body });
    await send(id);
    return id;
  };
  const send = async (uploadId: string, content = SOUND, start = 0) => {
    await server.client.putPiece({
      params: { uploadId, start },
      query: { sha256: hashOf(content) },
      content,
    });
  };
  const stop = async (uploadId: string) => {
    const body = { pieces: [{ bytes: SOUND.length, sha256: hashOf(SOUND) }] };
    const { lecture } = await server.client.finaliseUpload({ params: { uploadId }, body });
    assert.ok(lecture);
    return lecture;
  };
  const lease = (milliseconds = 15_000) =>
    leaseLiveTranscript(kysely(), { leaseId: randomUUID(), milliseconds });
  const pass = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
  const handOn = (held: LiveLease) => endLease(kysely(), held, { state: 'open' });
  const heard = (soundBytes: number) => ({
    soundBytes,
    soundSha256: 'a'.repeat(64),
    settled: 0,
    notes: [],
    provenance,
  });

  test('take turns: who has waited longest is heard next, and nobody is left out', async () => {
    const made = [await begin(), await begin(), await begin()];
    const turns: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const held = await lease();
      assert.ok(held);
      turns.push(held.uploadId);
      await handOn(held);
      // Sound goes on to arrive at all of them.
      const more = new Uint8Array(100).fill(turn);
      for (const id of made) await send(id, more, SOUND.length + turn * more.length);
    }
    assert.deepEqual(turns, [...made, ...made]);
    for (const id of made) await server.client.deleteUpload({ params: { uploadId: id } });
  });

  test('are not heard by two, and are taken over when nobody says any more that he hears', async () => {
    const id = await begin();
    const held = await lease(200);
    assert.equal(held?.uploadId, id);
    assert.equal(await lease(), undefined);
    await pass(400);
    const other = await lease();
    assert.equal(other?.uploadId, id);
    assert.equal(await noteHeard(kysely(), held, heard(0), 15_000), false, 'the first one has lost it');
    await server.client.deleteUpload({ params: { uploadId: id } });
  });

  test('go before what was handed in as a file at the same moment', async () => {
    const id = await begin();
    const held = await lease();
    assert.ok(held);
    await noteHeard(kysely(), held, heard(32_000), 15_000);
    const live = await stop(id);
    const { id: courseId } = await server.newCourse();
    const form = { courseId, preset: 'exam' };
    const file = { name: 'talk.wav', content: new Blob([SOUND]) };
    const bulk = await server.client.createLecture({ form, file });
    const [first, second] = [urgencies.get(live.id), urgencies.get(bulk.id)];
    assert.ok(first !== undefined && second !== undefined);
    // Half a minute is more than both took; being recorded live counts for an hour.
    assert.ok(first - second > 1800, `${first} and ${second}`);
    await handOn(held);
  });

  test('hold their stage back until they are heard to their end, or whoever heard them died', async () => {
    const id = await begin();
    const held = await lease(60_000);
    assert.ok(held);
    const { id: lectureId } = await stop(id);
    const never = new AbortController().signal;
    const passed: string[] = [];
    const waiting = untilHeard(server.services, lectureId, never).then(() => passed.push('stage'));
    await new Promise((done) => setTimeout(done, 600));
    passed.push('end');
    await endLease(kysely(), held, { state: 'complete' });
    await waiting;
    assert.deepEqual(passed, ['end', 'stage']);

    const dead = await begin();
    assert.ok(await lease(500));
    const left = await stop(dead);
    await untilHeard(server.services, left.id, never);
    const stopped = AbortSignal.abort(new Error('stopped'));
    assert.ok(await lease(60_000));
    await assert.rejects(untilHeard(server.services, left.id, stopped), /stopped/);
    await kysely().updateTable('live_transcripts').set({ state: 'failed', leased_until: null }).execute();
  });

  test('are left to their stage once that transcribes', async () => {
    const id = await begin();
    const { id: lectureId } = await stop(id);
    await kysely()
      .updateTable('stage_runs')
      .set({ stage: 'transcribe' })
      .where('lecture_id', '=', lectureId)
      .execute();
    const run = await newestStageRun(kysely(), lectureId, 'exam', 'transcribe');
    assert.ok(run);
    await startStageRun(kysely(), run.id, new Date());
    assert.equal(await lease(), undefined);
    await kysely().deleteFrom('stage_runs').where('lecture_id', '=', lectureId).execute();
    assert.equal((await lease())?.uploadId, id);
    await kysely().updateTable('live_transcripts').set({ state: 'failed', leased_until: null }).execute();
  });

  test('are caught up with after Stop, one after the other, when there are more than can be heard at once', async () => {
    const made = [await begin(), await begin(), await begin()];
    const lectures = await Promise.all(made.map(stop));
    const tools = {
      storage: server.services.storage,
      decoder: {
        name: 'none',
        decodeStream: (_format: string, content: AsyncIterable<Uint8Array>) => content,
      },
      speech: createSimulatedSpeech(200),
      limits: { maxSeconds: 3600 },
    } as unknown as Tools;
    const sessions = await startLiveSessions(server.services, tools);
    const complete = async () => {
      const rows = await kysely()
        .selectFrom('live_transcripts')
        .select('upload_id')
        .where('state', '=', 'complete')
        .execute();
      return made.every((id) => rows.some((row) => row.upload_id === id));
    };
    for (let look = 0; look < 200 && !(await complete()); look++)
      await new Promise((done) => setTimeout(done, 100));
    await sessions.stop();
    for (const { id } of lectures) {
      const words = await getHeardLive(kysely(), LOCAL_USER_ID, id);
      assert.ok(words?.complete);
      assert.equal(words.soundBytes, (await getRecording(kysely(), LOCAL_USER_ID, id)).bytes);
      assert.ok(words.segments.length > 0);
    }
  });
});

/** Sound with the header of a WAV file. */
function wav(sound: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + sound.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(sound.length, 40);
  return new Uint8Array(Buffer.concat([header, sound]));
}
