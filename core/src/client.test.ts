import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, createClient } from './client.ts';
import { Problem } from './problem.ts';

const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const lecture = (state: string) => ({
  id: ID,
  courseId: ID,
  courseName: 'Economics',
  title: 'Elasticity',
  presetId: 'exam',
  state,
  recording: { kind: 'audio', fileName: 'a.m4a', mediaType: 'audio/mp4', bytes: 3 },
  createdAt: '2026-01-01T00:00:00.000Z',
});
const eventText = (state: string) =>
  `event: lecture\ndata: ${JSON.stringify({ lecture: lecture(state), timeline: [] })}\n\n`;
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** A client whose network is a list of answers, one for each request, and the requests that it made. */
function clientOf(...answers: (Response | Error)[]): { client: Client; requests: Request[] } {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push(new Request(input, init));
    init?.signal?.throwIfAborted();
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new TypeError('fetch failed');
  };
  const follow = { firstPause: 1, longestPause: 2, tries: 3 };
  return { client: createClient({ baseUrl: 'http://localhost:4600/', fetch, follow }), requests };
}

describe('the client', () => {
  test('puts parameters into the address and leaves out what is not given', async () => {
    const { client, requests } = clientOf(json({ items: [] }), new Response('file'));
    await client.listLectures({ query: { course: undefined, limit: 3 } });
    await client.getExport({ params: { lectureId: ID, exporter: 'a/../b?c' } });
    assert.deepEqual(
      requests.map(({ url }) => url),
      [
        'http://localhost:4600/api/lectures?limit=3',
        `http://localhost:4600/api/lectures/${ID}/exports/a%2F..%2Fb%3Fc`,
      ],
    );
  });

  test('sends a body as JSON', async () => {
    const course = { id: ID, name: 'Law', createdAt: '2026-01-01T00:00:00.000Z', lectures: 0 };
    const { client, requests } = clientOf(json(course, 201));
    assert.deepEqual(await client.createCourse({ body: { name: 'Law' } }), course);
    assert.equal(requests[0]?.headers.get('content-type'), 'application/json');
    assert.deepEqual(await requests[0]?.json(), { name: 'Law' });
  });

  test('sends the fields of a form before its file', async () => {
    const { client, requests } = clientOf(json(lecture('processing'), 202));
    const file = { name: 'talk.m4a', content: new Blob(['abc']) };
    await client.createLecture({ form: { courseId: ID, preset: 'exam' }, file });
    const form = [...((await requests[0]?.formData())?.entries() ?? [])];
    assert.deepEqual(
      form.map(([name, value]) => [name, value instanceof File ? value.name : value]),
      [
        ['courseId', ID],
        ['preset', 'exam'],
        ['file', 'talk.m4a'],
      ],
    );
  });

  test('throws the problem that the server answers', async () => {
    const document = new Problem('course-exists').toDocument({ requestId: 'r' });
    const { client } = clientOf(json(document, 409));
    await assert.rejects(client.createCourse({ body: { name: 'Law' } }), {
      name: 'Problem',
      code: 'course-exists',
    });
  });

  for (const [what, body] of [
    ['a page', '<h1>Bad gateway</h1>'],
    ['a problem of a code that it does not know', JSON.stringify({ code: 'tea-cold', status: 418 })],
    ['nothing', ''],
  ] as const) {
    test(`throws an internal problem with the status when a failure answers ${what}`, async () => {
      const { client } = clientOf(new Response(body, { status: 500 }));
      await assert.rejects(client.listPresets(), { code: 'internal', detail: /500/ });
    });
  }

  for (const [status, code] of [
    [413, 'request-too-large'],
    [429, 'not-ready'],
    [502, 'server-unreachable'],
  ] as const) {
    test(`reads the status ${status} of a proxy that answers a page as ${code}`, async () => {
      const { client } = clientOf(new Response('<h1>Sorry</h1>', { status }));
      await assert.rejects(client.listPresets(), { code, detail: new RegExp(String(status)) });
    });
  }

  test('throws an internal problem when an answer does not fit the table', async () => {
    const { client } = clientOf(json({ items: [{ id: 7 }] }));
    await assert.rejects(client.listPresets(), { code: 'internal' });
  });

  test('says that the server cannot be reached when there is no connection', async () => {
    await assert.rejects(clientOf().client.listPresets(), { code: 'server-unreachable' });
  });

  test('leaves an abort an abort', async () => {
    const { client } = clientOf(json({ items: [] }));
    await assert.rejects(client.listPresets({ signal: AbortSignal.abort() }), { name: 'AbortError' });
  });

  test('gives the health of a server that is failing, which it answers with 503', async () => {
    const health = { status: 'failing', parts: { database: 'failing' }, version: '1' } as const;
    const { client } = clientOf(json(health, 503));
    assert.deepEqual(await client.ready(), health);
  });
});

describe('following a lecture', () => {
  const follow = async (client: Client) => {
    const states: string[] = [];
    for await (const event of client.followLecture({ params: { lectureId: ID } })) {
      states.push(event.lecture.state);
    }
    return states;
  };

  test('ends when nothing more will change', async () => {
    const { client, requests } = clientOf(new Response(eventText('processing') + eventText('ready')));
    assert.deepEqual(await follow(client), ['processing', 'ready']);
    assert.equal(requests.length, 1);
  });

  test('connects again when the stream drops, however that shows', async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(eventText('processing'))),
      pull: () => Promise.reject(new TypeError('terminated')),
    });
    const { client, requests } = clientOf(
      new Response(eventText('processing')),
      new TypeError('fetch failed'),
      new Response(broken),
      json(new Problem('not-ready').toDocument(), 503),
      new Response(eventText('failed')),
    );
    assert.deepEqual(await follow(client), ['processing', 'processing', 'failed']);
    assert.equal(requests.length, 5);
  });

  test('gives up after so many tries without an event', async () => {
    const { client, requests } = clientOf();
    await assert.rejects(follow(client), { code: 'server-unreachable' });
    assert.equal(requests.length, 3);
  });

  test('does not try again when a new try cannot help', async () => {
    const { client, requests } = clientOf(json(new Problem('not-found').toDocument(), 404));
    await assert.rejects(follow(client), { code: 'not-found' });
    assert.equal(requests.length, 1);
  });

  test('ends with the reason of the signal when it is aborted between two tries', async () => {
    const { client } = clientOf(new Response(eventText('processing')));
    const leaving = new AbortController();
    const reason = new Error('gone home');
    await assert.rejects(async () => {
      for await (const _ of client.followLecture({ params: { lectureId: ID }, signal: leaving.signal })) {
        leaving.abort(reason);
      }
    }, reason);
  });

  test('closes the connection when the caller stops looping', async () => {
    let cancelled = false;
    const open = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(eventText('processing'))),
      cancel: () => {
        cancelled = true;
      },
    });
    const { client } = clientOf(new Response(open));
    for await (const _ of client.followLecture({ params: { lectureId: ID } })) break;
    assert.equal(cancelled, true);
  });
});
