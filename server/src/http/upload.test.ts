import assert from 'node:assert/strict';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, test } from 'node:test';
import { CAPTIONS, openTestServer, problem, type TestServer } from './test-server.ts';

const MEGABYTE = 1_000_000;
const flac = (bytes: number) => Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(bytes - 4, 1)]);

let server: TestServer;
let courseId: string;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());
beforeEach(async () => {
  courseId = (await server.newCourse()).id;
});

const field = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, content: string, fileName = 'talk.vtt') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: text/vtt\r\n\r\n${content}\r\n`;
const END = '--b--\r\n';
const fields = () => field('courseId', courseId) + field('preset', 'exam');

/** Sends bytes as a form, by hand, because no client makes such forms. */
function open(headers: Record<string, string | number> = {}): {
  sent: ClientRequest;
  answer: Promise<{ status: number | undefined; code: string; detail: string }>;
} {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(
    {
      host: '127.0.0.1',
      port: server.port,
      method: 'POST',
      path: '/api/lectures',
      headers: { 'content-type': 'multipart/form-data; boundary=b', ...headers },
    },
    resolve,
  ).on('error', reject);
  const answer = promise.then(async (response) => {
    return { status: response.statusCode, ...JSON.parse(await text(response)) };
  });
  return { sent, answer };
}

async function send(form: string | Buffer, headers?: Record<string, string | number>) {
  const { sent, answer } = open(headers);
  sent.end(form);
  return answer;
}

async function nothingIsLeft(): Promise<void> {
  assert.deepEqual((await server.client.listLectures({ query: { course: courseId } })).items, []);
  const kept = (await server.client.listLectures({ query: { limit: 100 } })).items.length;
  const files = (await server.stored()).filter((key) => key.endsWith('/recording'));
  assert.equal(files.length, kept, 'each recording in the store belongs to a lecture');
}

describe('handing in a recording', () => {
  test('keeps the name of the file, whatever it is, and takes the title from the form', async () => {
    const lecture = await server.client.createLecture({
      form: { courseId, preset: 'exam', title: 'Elasticity' },
      file: { name: 'C:\\Übung "3" – 講義 🐈.vtt', content: new Blob([CAPTIONS]) },
    });
    assert.equal(lecture.title, 'Elasticity');
    assert.equal(lecture.recording.fileName, 'Übung "3" – 講義 🐈.vtt');
    assert.equal(lecture.recording.kind, 'captions');
  });

  test('takes a file of exactly the limit and refuses one byte more', async () => {
    const form = { courseId, preset: 'exam' };
    const exact = { name: 'a.flac', content: new Blob([flac(MEGABYTE)]) };
    assert.equal((await server.client.createLecture({ form, file: exact })).recording.bytes, MEGABYTE);
    const more = { name: 'a.flac', content: new Blob([flac(MEGABYTE + 1)]) };
    await assert.rejects(server.client.createLecture({ form, file: more }), problem('recording-too-large'));
  });

  test('is refused before anything is sent when it says itself that it is too large', async () => {
    const { sent, answer } = open({ 'content-length': 4 * MEGABYTE });
    sent.flushHeaders();
    const { status, code } = await answer;
    assert.deepEqual([status, code], [413, 'recording-too-large']);
    sent.destroy();
    await nothingIsLeft();
  });

  test('is cut off when it does not say how large it is and does not end', async () => {
    const { sent, answer } = open({ 'transfer-encoding': 'chunked' });
    sent.write(fields() + file('file', '').slice(0, -2));
    sent.write(flac(2 * MEGABYTE));
    const { status, code } = await answer;
    assert.deepEqual([status, code], [413, 'recording-too-large']);
    sent.destroy();
    await nothingIsLeft();
  });

  for (const [what, form, detail] of [
    ['no file', () => fields() + END, /file: is missing/],
    ['nothing at all', () => END, /file: is missing/],
    ['a file field that is only text', () => fields() + field('file', CAPTIONS) + END, /file: is missing/],
    ['a file of another name', () => fields() + file('recording', CAPTIONS) + END, /called «file»/],
    ['no course', () => field('preset', 'exam') + file('file', CAPTIONS) + END, /form\.courseId/],
    ['a course that is no id', () => field('courseId', '7') + file('file', CAPTIONS) + END, /form\.courseId/],
    ['no preset', () => field('courseId', courseId) + file('file', CAPTIONS) + END, /form\.preset/],
    ['an empty title', () => fields() + field('title', ' ') + file('file', CAPTIONS) + END, /form\.title/],
    ['a title twice', () => fields() + field('title', 'a') + field('title', 'b') + END, /twice/],
    ['a field without end', () => fields() + field('title', 'a'.repeat(9000)) + END, /too long/],
    [
      'too many fields',
      () =>
        fields() +
        Array.from({ length: 40 }, (_, at) => field(`f${at}`, 'x')).join('') +
        file('file', CAPTIONS) +
        END,
      undefined,
    ],
    [
      'the prototype as a field',
      () => fields() + field('__proto__', 'x') + file('file', CAPTIONS) + END,
      undefined,
    ],
    [
      'fields after the file',
      () =>
        field('courseId', courseId) +
        field('preset', 'exam') +
        file('file', CAPTIONS) +
        field('title', 'late') +
        END,
      /then nothing/,
    ],
    ['its fields only after the file', () => file('file', CAPTIONS) + fields() + END, /form\.courseId/],
    ['two files', () => fields() + file('file', CAPTIONS) + file('file', CAPTIONS) + END, /then nothing/],
    ['no end', () => fields() + file('file', CAPTIONS), /ended early/],
    [
      'no end of its first field',
      () => '--b\r\nContent-Disposition: form-data; name="courseId"\r\n\r\nabc',
      /ended early/,
    ],
    ['something that is no form', () => 'hello', /ended early|missing/],
  ] as const) {
    test(`is refused with ${what}, and leaves nothing`, async () => {
      const answer = await send(form());
      assert.deepEqual([answer.status, answer.code], [400, 'request-invalid']);
      if (detail) assert.match(answer.detail, detail);
      await nothingIsLeft();
    });
  }

  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
    test(`is refused as ${type}`, async () => {
      const { status, code } = await send('{}', { 'content-type': type });
      assert.deepEqual([status, code], [415, 'media-type-unsupported']);
    });
  }

  test('is refused without a boundary', async () => {
    const { status, code } = await send(fields() + END, { 'content-type': 'multipart/form-data' });
    assert.deepEqual([status, code], [400, 'request-invalid']);
  });

  test('leaves nothing when the sender goes away half-way, and is nobody’s fault', async () => {
    const { sent, answer } = open({ 'transfer-encoding': 'chunked' });
    const stored = Promise.withResolvers<void>();
    const { storage } = server.services;
    const put = storage.put.bind(storage);
    storage.put = (...given) => put(...given).finally(() => stored.resolve());
    sent.write(fields() + file('file', '').slice(0, -2));
    sent.write(flac(MEGABYTE / 2));
    setTimeout(() => sent.destroy(), 100);
    await assert.rejects(answer);
    await stored.promise;
    storage.put = put;
    await nothingIsLeft();
    assert.deepEqual(
      server.lines.filter(({ level }) => level >= 50),
      [],
    );
  });

  test('is given up when the sender falls silent', async () => {
    const { sent, answer } = open({ 'transfer-encoding': 'chunked' });
    sent.write(fields() + file('file', '').slice(0, -2));
    sent.write(flac(MEGABYTE / 2));
    const { status, code } = await answer;
    assert.deepEqual([status, code], [408, 'request-timeout']);
    sent.destroy();
    await nothingIsLeft();
  });

  test('says why it was refused to a sender that first sends everything', async () => {
    const form = { courseId, preset: 'cramming' };
    const large = { name: 'a.flac', content: new Blob([flac(MEGABYTE)]) };
    await assert.rejects(server.client.createLecture({ form, file: large }), problem('preset-unknown'));
    assert.ok(await server.client.listPresets(), 'and the connection can be used again');
  });
});
