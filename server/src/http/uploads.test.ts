import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Given } from '@pegasus/core/api.ts';
import { createClient } from '@pegasus/core/client.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { sha256 } from '@pegasus/core/upload/sha256.ts';
import {
  sendUpload,
  sourceOfBlob,
  type UploadSource,
  type UploadState,
} from '@pegasus/core/upload/uploader.ts';
import { retentionTask } from '../keeping/registry.ts';
import { runUpkeep } from '../keeping/upkeep.ts';
import type { Tools } from '../stages/define.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

let server: TestServer;
let courseId: string;
let later = 0;
before(async () => {
  server = await openTestServer({ now: () => new Date(Date.now() + later) });
});
after(() => server.close());
beforeEach(async () => {
  courseId = (await server.newCourse()).id;
});

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const flac = (bytes: number) => new Uint8Array(Buffer.concat([Buffer.from('fLaC'), randomBytes(bytes - 4)]));
const newUpload = (over: Partial<Given<'createUpload', 'body'>> = {}): Given<'createUpload', 'body'> => ({
  id: randomUUID(),
  courseId,
  preset: 'exam',
  fileName: 'talk.flac',
  source: 'file',
  ...over,
});
const put = (uploadId: string, whole: Uint8Array, start: number, end: number) => {
  const content = new Uint8Array(whole.subarray(start, end));
  const query = { sha256: hashOf(content) };
  return server.client.putPiece({ params: { uploadId, start }, query, content });
};
const listed = (whole: Uint8Array, ...ends: number[]) =>
  ends.map((end, index) => {
    const piece = whole.subarray(ends[index - 1] ?? 0, end);
    return { bytes: piece.length, sha256: hashOf(piece) };
  });
const recordingOf = async (lectureId: string) =>
  new Uint8Array(await (await server.client.getRecording({ params: { lectureId } })).arrayBuffer());

/** A way to the server that fails as told before it lets a request through. */
function troubled(fail: (count: number, method: string) => 'before' | 'after' | Response | undefined) {
  let count = 0;
  const troubledFetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    count += 1;
    const trouble = fail(count, init?.method ?? 'GET');
    if (trouble instanceof Response) return trouble;
    if (trouble === 'before') throw new TypeError('fetch failed');
    const response = await fetch(input, init);
    if (trouble === 'after') throw new TypeError('fetch failed');
    return response;
  };
  return createClient({ baseUrl: server.baseUrl, fetch: troubledFetch as typeof fetch });
}
const quick = { random: () => 0, pause: async () => {} };

describe('a recording in pieces', () => {
  test('becomes the same bytes, however its pieces come: backwards, twice, and over each other', async () => {
    const upload = newUpload();
    const whole = flac(9000);
    await server.client.createUpload({ body: upload });
    await put(upload.id, whole, 6000, 9000);
    await put(upload.id, whole, 3000, 6000);
    await put(upload.id, whole, 0, 2000);
    await Promise.all([put(upload.id, whole, 0, 3000), put(upload.id, whole, 0, 3000)]);
    await put(upload.id, whole, 3000, 6000);
    await put(upload.id, whole, 4000, 5000);
    const { missing, lecture } = await server.client.finaliseUpload({
      params: { uploadId: upload.id },
      body: { pieces: listed(whole, 3000, 6000, 9000), moments: [{ kind: 'marker', at: 12.5 }] },
    });
    assert.deepEqual(missing, []);
    assert.ok(lecture);
    assert.deepEqual(await recordingOf(lecture.id), whole);
    const { items } = await server.client.listMoments({ params: { lectureId: lecture.id } });
    assert.deepEqual(items, [{ kind: 'marker', at: 12.5 }]);
    const left = (await server.stored()).filter((key) => key.startsWith(`uploads/${upload.id}/`));
    assert.deepEqual(left, [], 'pieces are gone once they are a recording');
  });

  test('is told what is missing, and that a piece of another hash is', async () => {
    const upload = newUpload();
    const whole = flac(900);
    await server.client.createUpload({ body: upload });
    await put(upload.id, whole, 0, 300);
    await put(upload.id, flac(900), 300, 600);
    const finalise = { params: { uploadId: upload.id }, body: { pieces: listed(whole, 300, 600, 900) } };
    const { missing, lecture } = await server.client.finaliseUpload(finalise);
    assert.equal(lecture, undefined);
    assert.deepEqual(missing, [
      { start: 300, bytes: 300 },
      { start: 600, bytes: 300 },
    ]);
  });

  test('becomes one lecture when it is finalised many times at once', async () => {
    const upload = newUpload();
    const whole = flac(600);
    await server.client.createUpload({ body: upload });
    await put(upload.id, whole, 0, 600);
    const finalise = { params: { uploadId: upload.id }, body: { pieces: listed(whole, 600) } };
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => server.client.finaliseUpload(finalise)),
    );
    assert.equal(new Set(answers.map(({ lecture }) => lecture?.id)).size, 1);
    const lectures = await server.client.listLectures({ query: { course: courseId } });
    assert.equal(lectures.items.length, 1);
    assert.deepEqual(await recordingOf(lectures.items[0]?.id ?? ''), whole);
    const files = (await server.stored()).filter((key) => key.endsWith('/recording'));
    assert.equal(files.length, (await server.client.listLectures()).items.length);
  });

  test('is not begun on a full disk, and no byte of a piece is taken', async (context) => {
    const upload = newUpload();
    await server.client.createUpload({ body: upload });
    context.mock.method(server.services.storage, 'check', async () => {
      throw new Problem('disk-full');
    });
    await assert.rejects(server.client.createUpload({ body: newUpload() }), problem('disk-full'));
  });

  test('leaves nothing behind when it is given up or nobody goes on with it', async () => {
    const [cancelled, abandoned] = [newUpload(), newUpload()];
    for (const upload of [cancelled, abandoned]) {
      await server.client.createUpload({ body: upload });
      await put(upload.id, flac(300), 0, 300);
    }
    await server.client.deleteUpload({ params: { uploadId: cancelled.id } });
    later = 15 * 86_400_000;
    await runUpkeep(server.services, {} as Tools, retentionTask, new AbortController().signal);
    assert.deepEqual(
      (await server.stored()).filter((key) => key.startsWith('uploads/')),
      [],
    );
  });
});

describe('the uploader', () => {
  const send = (client: ReturnType<typeof troubled>, source: UploadSource, over = {}) => {
    const states: UploadState[] = [];
    const tools = { client, ...quick, onState: (state: UploadState) => states.push(state), ...over };
    const upload = newUpload();
    const sent = sendUpload(upload, source, tools, new AbortController().signal);
    return { sent, states, upload };
  };

  test('brings a file through a connection that fails at every other request', async () => {
    const whole = flac(900_000);
    const client = troubled(
      (count) => (['before', undefined, 'after', undefined, undefined] as const)[count % 5],
    );
    const { sent, states } = send(client, sourceOfBlob(new Blob([whole])));
    const lecture = await sent;
    assert.deepEqual(await recordingOf(lecture.id), whole);
    assert.equal(states.at(-1)?.phase, 'safe');
    assert.ok(
      states.some(({ phase, problem }) => phase === 'waiting' && problem?.code === 'server-unreachable'),
    );
  });

  test('waits out a busy server, a proxy, a rate limit, a full disk and a token that ended', async () => {
    const refusals = [503, 429, 502, 507, 401, 500];
    const client = troubled((count) => {
      const status = count % 2 === 0 ? refusals.shift() : undefined;
      return status ? new Response('<html>', { status }) : undefined;
    });
    const { sent } = send(client, sourceOfBlob(new Blob([flac(700_000)])));
    assert.equal((await sent).state, 'processing');
    assert.deepEqual(refusals, []);
  });

  test('sends smaller pieces where a proxy takes no large ones', async () => {
    const whole = flac(300_000);
    const sizes: number[] = [];
    const client = createClient({
      baseUrl: server.baseUrl,
      fetch: (async (input: string, init: RequestInit) => {
        const { body } = init;
        if (body instanceof Uint8Array) {
          sizes.push(body.length);
          if (body.length > 50_000) return new Response('<html>', { status: 413 });
        }
        return fetch(input, init);
      }) as typeof fetch,
    });
    const { sent } = send(client, sourceOfBlob(new Blob([whole])));
    assert.deepEqual(await recordingOf((await sent).id), whole);
    assert.ok(sizes.length > 5);
  });

  test('sends nothing again that the server has, after a restart of the device', async () => {
    const whole = flac(900_000);
    const upload = newUpload();
    const first = new AbortController();
    let sent = 0;
    const counted = createClient({
      baseUrl: server.baseUrl,
      fetch: (async (input: string, init: RequestInit) => {
        const response = await fetch(input, init);
        if (init.body instanceof Uint8Array) sent += init.body.length;
        return response;
      }) as typeof fetch,
    });
    const onState = ({ kept }: UploadState) => {
      if (kept > 0) first.abort(new Error('battery'));
    };
    const source = sourceOfBlob(new Blob([whole]));
    await assert.rejects(sendUpload(upload, source, { client: counted, onState }, first.signal), /battery/);
    const lecture = await sendUpload(upload, source, { client: counted }, new AbortController().signal);
    assert.equal(sent, whole.length);
    assert.deepEqual(await recordingOf(lecture.id), whole);
    const again = await sendUpload(upload, source, { client: counted }, new AbortController().signal);
    assert.equal(again.id, lecture.id, 'and who asks once more gets the same lecture');
    assert.equal(sent, whole.length);
  });

  test('follows a recording that grows', async () => {
    const whole = flac(5000);
    let ready = 0;
    const source: UploadSource = {
      size: async () => {
        ready = Math.min(ready + 500, whole.length);
        return { bytes: ready, ended: ready === whole.length };
      },
      read: async (start, end) => new Uint8Array(whole.subarray(start, end)),
      moments: async () => [{ kind: 'gap', at: 1, lostSeconds: 4 }],
    };
    let time = 0;
    const { sent } = send(
      troubled(() => undefined),
      source,
      { now: () => (time += 5000) },
    );
    const lecture = await sent;
    assert.deepEqual(await recordingOf(lecture.id), whole);
    assert.equal((await server.client.listMoments({ params: { lectureId: lecture.id } })).items.length, 1);
  });

  test('stops at once when it is cancelled, and at a refusal that does not pass', async () => {
    const cancel = new AbortController();
    const hanging = { random: () => 0, pause: () => new Promise<void>(() => {}) };
    const unreachable = { client: troubled(() => 'before'), ...quick };
    const source = sourceOfBlob(new Blob([flac(100)]));
    const tools = {
      ...unreachable,
      pause: (_: number, signal: AbortSignal) =>
        new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    };
    const sent = sendUpload(newUpload(), source, tools, cancel.signal);
    setImmediate(() => cancel.abort(new Error('cancelled')));
    await assert.rejects(sent, /cancelled/);
    const large = sourceOfBlob(new Blob([flac(1_200_000)]));
    const refused = sendUpload(
      newUpload(),
      large,
      { client: server.client, ...hanging },
      new AbortController().signal,
    );
    await assert.rejects(refused, problem('recording-too-large'));
  });

  test('hashes alike with and without the platform', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 70_000]) {
      const bytes = randomBytes(length);
      assert.equal(sha256(bytes), hashOf(bytes));
    }
  });
});
