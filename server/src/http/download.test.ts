import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Storage } from '../storage/define.ts';
import { openTestServer, type TestServer } from './test-server.ts';

const CONTENT = Buffer.concat([Buffer.from('fLaC'), randomBytes(200_000)]);

let server: TestServer;
let params: { lectureId: string };
before(async () => {
  server = await openTestServer();
  const form = { courseId: (await server.newCourse()).id, preset: 'exam' };
  const file = { name: 'hostile"\r\nx: y/..\\\u202egnp.flac', content: new Blob([CONTENT]) };
  params = { lectureId: (await server.client.createLecture({ form, file })).id };
});
after(() => server.close());

const get = (headers: Record<string, string> = {}) => server.client.getRecording({ params, headers });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('a recording', () => {
  test('comes back byte for byte, with a name that can do no harm', async () => {
    const response = await get();
    assert.equal(response.status, 200);
    assert.ok((await bytesOf(response)).equals(CONTENT));
    assert.equal(response.headers.get('content-type'), 'audio/flac');
    assert.equal(response.headers.get('accept-ranges'), 'bytes');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('x'), null);
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="[\w .-]+";/);
  });

  for (const [range, from, to] of [
    ['bytes=0-3', 0, 4],
    ['bytes=1000-1999', 1000, 2000],
    ['bytes=-10', CONTENT.length - 10, CONTENT.length],
    ['bytes=150000-', 150_000, CONTENT.length],
  ] as const) {
    test(`gives the part ${range}`, async () => {
      const response = await get({ range });
      assert.equal(response.status, 206);
      assert.equal(response.headers.get('content-range'), `bytes ${from}-${to - 1}/${CONTENT.length}`);
      assert.equal(response.headers.get('content-length'), String(to - from));
      assert.ok((await bytesOf(response)).equals(CONTENT.subarray(from, to)));
    });
  }

  test('says how long it is when a part lies outside of it', async () => {
    const address = `${server.baseUrl}/api/lectures/${params.lectureId}/recording`;
    const response = await fetch(address, { headers: { range: 'bytes=9999999-' } });
    assert.equal(response.status, 416);
    assert.equal(response.headers.get('content-range'), `bytes */${CONTENT.length}`);
    assert.equal((await response.json()).code, 'range-unsatisfiable');
  });

  test('gives a part only of the version that the reader has', async () => {
    const tag = (await get()).headers.get('etag') ?? '';
    assert.equal((await get({ range: 'bytes=0-3', 'if-range': tag })).status, 206);
    assert.equal((await get({ range: 'bytes=0-3', 'if-range': '"another"' })).status, 200);
  });

  test('is read no faster than it is taken, and no further when the reader leaves', async (context) => {
    const piece = Buffer.alloc(64 * 1024);
    const pieces = 3200;
    let read = 0;
    const left = Promise.withResolvers<void>();
    const storage: Pick<Storage, 'size' | 'get'> = {
      size: async () => pieces * piece.length,
      get: async function* () {
        try {
          for (; read < pieces; read++) yield piece;
        } finally {
          left.resolve();
        }
      },
    };
    context.mock.method(server.services.storage, 'size', storage.size);
    context.mock.method(server.services.storage, 'get', storage.get);
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `GET /api/lectures/${params.lectureId}/recording HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    // One piece is looked at, then nothing more is taken; what fills up are the buffers of the system.
    await new Promise((resolve) => socket.once('readable', resolve));
    let before = -1;
    while (before !== read) {
      before = read;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(read < pieces / 2, `${read} of ${pieces} pieces were read ahead`);
    socket.destroy();
    await left.promise;
    assert.equal(read, before);
  });

  test('whose bytes break off in the middle breaks off too, and is not taken for whole', async (context) => {
    context.mock.method(server.services.storage, 'get', async function* () {
      yield CONTENT.subarray(0, 1000);
      throw new Error('disk on fire');
    });
    await assert.rejects(async () => bytesOf(await get()));
  });
});
