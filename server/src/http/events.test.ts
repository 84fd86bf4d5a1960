import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { moveLecture } from '../db/lectures.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

let server: TestServer;
let lectureId: string;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());
beforeEach(async () => {
  lectureId = (await server.newLecture()).id;
});

const address = () => `${server.baseUrl}/api/lectures/${lectureId}/events`;
const moveTo = (to: 'ready' | 'failed') =>
  moveLecture(server.services.database.kysely, lectureId, ['processing'], { to, at: new Date() });

/** Reads a stream until it has said something. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, said: RegExp): Promise<string> {
  let text = '';
  while (!said.test(text)) {
    const { done, value } = await reader.read();
    assert.ok(!done, `the stream ended before it said ${said}: ${text}`);
    text += new TextDecoder().decode(value);
  }
  return text;
}
const open = async () => {
  const response = await fetch(address());
  assert.ok(response.body);
  return { response, reader: response.body.getReader() };
};
/** How many listen for changes of the lecture, counted at the source. */
function countListeners() {
  let listening = 0;
  const { listen } = server.services.changes;
  server.services.changes.listen = (id, listener) => {
    listening++;
    const silence = listen(id, listener);
    return () => {
      listening--;
      silence();
    };
  };
  return { now: () => listening, restore: () => (server.services.changes.listen = listen) };
}

describe('live events', () => {
  test('begin with how the lecture is now', async () => {
    const { response, reader } = await open();
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const text = await readUntil(reader, /\n\n.*\n\n/s);
    assert.match(text, /^retry: \d+\n\nevent: lecture\ndata: \{.*"state":"processing".*\}\n\n$/);
    await reader.cancel();
  });

  test('tell of a change that was announced, and end when nothing more will change', async () => {
    const states: string[] = [];
    for await (const { lecture } of server.client.followLecture({ params: { lectureId } })) {
      states.push(lecture.state);
      if (lecture.state !== 'processing') continue;
      await moveTo('ready');
      server.services.changes.announce(lectureId);
    }
    assert.deepEqual(states, ['processing', 'ready']);
  });

  test('tell of a change that another process made and nobody announced', async () => {
    const states: string[] = [];
    for await (const { lecture } of server.client.followLecture({ params: { lectureId } })) {
      states.push(lecture.state);
      if (lecture.state === 'processing') await moveTo('failed');
    }
    assert.deepEqual(states, ['processing', 'failed']);
  });

  test('say nothing when something was announced but nothing changed, and beat meanwhile', async () => {
    const { reader } = await open();
    for (let times = 0; times < 5; times++) server.services.changes.announce(lectureId);
    const text = await readUntil(reader, /: still here\n\n.*: still here\n\n/s);
    assert.equal(text.match(/event: lecture/g)?.length, 1);
    await reader.cancel();
  });

  test('of a lecture that is over tell it once and end', async () => {
    await moveTo('ready');
    const text = await (await fetch(address())).text();
    assert.equal(text.match(/event: lecture/g)?.length, 1);
  });

  test('end when the lecture is deleted', async () => {
    const { reader } = await open();
    await readUntil(reader, /event: lecture/);
    await server.client.deleteLecture({ params: { lectureId } });
    for (let ended = false; !ended; ) ended = (await reader.read()).done;
  });

  test('of a lecture that is not there are an ordinary problem', async () => {
    const stream = server.client.followLecture({ params: { lectureId: crypto.randomUUID() } });
    await assert.rejects(async () => {
      for await (const _ of stream) assert.fail('an event came');
    }, problem('not-found'));
  });

  test('leave nothing listening when the reader goes away', async () => {
    const listeners = countListeners();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`GET /api/lectures/${lectureId}/events HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    while (listeners.now() === 0) await new Promise(setImmediate);
    socket.destroy();
    while (listeners.now() > 0) await new Promise(setImmediate);
    listeners.restore();
  });

  test('end when the server stops, and the server does stop', async () => {
    const other = await openTestServer();
    const { id } = await other.newLecture();
    const response = await fetch(`${other.baseUrl}/api/lectures/${id}/events`);
    const reader = response.body?.getReader();
    assert.ok(reader);
    await readUntil(reader, /event: lecture/);
    const closed = other.close();
    for (let ended = false; !ended; ) ended = (await reader.read()).done;
    await closed;
  });
});
