import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { getHeardLive, leaseLiveTranscript } from '../db/live-transcripts.ts';
import { openTestServer, type TestServer } from '../http/test-server.ts';
import { chooseDecoder } from '../media/registry.ts';
import type { RecognizedSegment } from '../speech/define.ts';
import { SPEECH_PROVIDERS } from '../speech/registry.ts';
import type { Tools } from '../stages/define.ts';
import { transcribe } from '../stages/transcribe.ts';
import { runLiveSession } from './live-session.ts';

const RECORDING = join(import.meta.dirname, '../../../fixtures/media/sentence.webm');
const LIMITS = { maxSeconds: 3600, maxWallSeconds: 600, maxMemoryMegabytes: 1024 };
const never = new AbortController().signal;

describe('a recording that is heard while it is made', () => {
  let server: TestServer;
  let cacheFolder: string;
  let tools: Tools;
  let whole: Uint8Array;
  before(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'pegasus-live-'));
    const { decoder } = await chooseDecoder();
    const speech = SPEECH_PROVIDERS['moonshine-tiny']({ cacheFolder });
    server = await openTestServer();
    const { storage } = server.services;
    tools = { storage, decoder, speech, limits: { maxSeconds: 3600 } } as Partial<Tools> as Tools;
    whole = new Uint8Array(await readFile(RECORDING));
  });
  after(async () => {
    await tools.speech.close();
    await server.close();
    await rm(cacheFolder, { recursive: true });
  });

  const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const begin = async () => {
    const { id: courseId } = await server.newCourse();
    const id = randomUUID();
    const body = { id, courseId, preset: 'exam', fileName: 'talk.webm', source: 'recording' as const };
    await server.client.createUpload({ body });
    return id;
  };
  const send = async (uploadId: string, start: number, end: number) => {
    const content = new Uint8Array(whole.subarray(start, end));
    const query = { sha256: hashOf(content) };
    await server.client.putPiece({ params: { uploadId, start }, query, content });
    return { bytes: content.length, sha256: query.sha256 };
  };
  const lease = async () => {
    const terms = { leaseId: randomUUID(), milliseconds: 15_000 };
    const found = await leaseLiveTranscript(server.services.database.kysely, terms);
    assert.ok(found);
    return found;
  };
  const onePass = async () => {
    const sound = tools.decoder.decode(RECORDING, { signal: never, limits: LIMITS });
    const context = { signal: never, onProgress() {}, onNote() {} };
    return Array.fromAsync(tools.speech.transcribe(sound, context));
  };
  const live = (uploadId: string) =>
    server.client.getUpload({ params: { uploadId } }).then((upload) => upload.live);

  test('has the words of one pass over the finished file, and the stage takes them as they are', async () => {
    const id = await begin();
    const third = Math.floor(whole.length / 3);
    const pieces = [await send(id, 0, third)];
    const held = await lease();
    const session = runLiveSession(server.services, tools, held, never);
    pieces.push(await send(id, third, 2 * third), await send(id, 2 * third, whole.length));
    const { lecture } = await server.client.finaliseUpload({ params: { uploadId: id }, body: { pieces } });
    assert.ok(lecture);
    await session;
    assert.equal((await live(id))?.state, 'complete');

    const { kysely } = server.services.database;
    const owner = (await kysely.selectFrom('lectures').select('owner_id').executeTakeFirstOrThrow()).owner_id;
    const heard = await getHeardLive(kysely, owner, lecture.id);
    assert.ok(heard?.complete);
    const expected = await onePass();
    assert.deepEqual(heard.segments, expected);

    const sound = tools.decoder.decode(RECORDING, { signal: never, limits: LIMITS });
    const { key, bytes } = await server.services.storage.put('sound/whole', sound);
    const ingested = {
      kind: 'audio' as const,
      objectKey: key,
      seconds: bytes / 32_000,
      peak: 1,
      decoder: '',
    };
    const asked: (number | undefined)[] = [];
    const speech = {
      ...tools.speech,
      provenance: () => tools.speech.provenance(),
      transcribe: (...[pcm, context]: Parameters<Tools['speech']['transcribe']>) => {
        asked.push(context.resumeFrom);
        return tools.speech.transcribe(pcm, context);
      },
    };
    const run = (given: typeof heard | null) =>
      transcribe.run({} as never, { ingested, heard: given }, { ...tools, speech }, {
        signal: never,
        progress() {},
      } as never);
    const words = ({ transcript }: Awaited<ReturnType<typeof run>>) =>
      transcript.segments.map(({ start, end, text }): RecognizedSegment => ({ start, end, text }));
    assert.deepEqual(words(await run(heard)), expected);
    assert.deepEqual(asked, [], 'nothing is recognised again');
    assert.deepEqual(words(await run({ ...heard, complete: false, segments: [] })), expected);
    assert.deepEqual(words(await run({ ...heard, soundSha256: 'a'.repeat(64), segments: [] })), expected);
    assert.deepEqual(asked, [0, 0], 'and what was heard of other sound does not count');
  });

  test('hears the files of a phone behind one another, the first one cut off within a frame', async () => {
    const file = new Uint8Array(
      await readFile(join(import.meta.dirname, '../../../fixtures/media/sentence.aac')),
    );
    const joined = Buffer.concat([file.subarray(0, file.length - 40), file]);
    const { id: courseId } = await server.newCourse();
    const id = randomUUID();
    const kind = { fileName: 'talk.aac', mediaType: 'audio/aac', source: 'recording' as const };
    await server.client.createUpload({ body: { id, courseId, preset: 'exam', ...kind } });
    const query = { sha256: hashOf(joined) };
    await server.client.putPiece({ params: { uploadId: id, start: 0 }, query, content: joined });
    const session = runLiveSession(server.services, tools, await lease(), never);
    const pieces = [{ bytes: joined.length, sha256: query.sha256 }];
    const { lecture } = await server.client.finaliseUpload({ params: { uploadId: id }, body: { pieces } });
    assert.ok(lecture);
    await session;
    const heard = await live(id);
    assert.equal(heard?.state, 'complete');
    const one = (await onePass()).at(-1)?.end ?? Number.NaN;
    assert.ok(heard.settled > 1.8 * one, `${heard.settled} s of twice ${one} s`);
  });

  test('goes on after a worker died, recognising only what was not final', async () => {
    const id = await begin();
    const pieces = [await send(id, 0, whole.length)];
    const first = await lease();
    const kill = new AbortController();
    const session = runLiveSession(server.services, tools, first, kill.signal);
    for (let look = 0; look < 300 && ((await live(id))?.heard ?? 0) === 0; look++) {
      await new Promise((done) => setTimeout(done, 50));
    }
    kill.abort(new Error('power'));
    await session;
    assert.equal((await live(id))?.state, 'open');
    await server.client.finaliseUpload({ params: { uploadId: id }, body: { pieces } });
    const second = await lease();
    await runLiveSession(server.services, tools, second, never);
    const state = await live(id);
    assert.equal(state?.state, 'complete');
    assert.equal(state?.segments, (await onePass()).length);
  });
});
