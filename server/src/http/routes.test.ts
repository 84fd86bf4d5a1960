import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Client } from '@pegasus/core/client.ts';
import { moveLecture } from '../db/lectures.ts';
import { exporters } from '../exporters/registry.ts';
import { storeMaterial, TRANSCRIPT } from './test-material.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

let server: TestServer;
let client: Client;
before(async () => {
  server = await openTestServer();
  client = server.client;
});
after(() => server.close());

describe('presets and courses', () => {
  test('lists the presets as a student chooses them', async () => {
    const { items } = await client.listPresets();
    const exam = items.find(({ id }) => id === 'exam');
    assert.ok(exam);
    assert.ok(exam.sections.includes('Common mistakes'));
    assert.ok(exam.artifacts.includes('Exam questions'));
  });

  test('a course that was started is there, by itself and in the list', async () => {
    const course = await client.createCourse({ body: { name: '  Microeconomics ' } });
    assert.equal(course.name, 'Microeconomics');
    assert.deepEqual(await client.getCourse({ params: { courseId: course.id } }), course);
    assert.ok((await client.listCourses()).items.some(({ id }) => id === course.id));
  });

  test('courses come in pages that neither repeat nor skip one', async () => {
    for (let made = 0; made < 5; made++) await server.newCourse();
    const whole = (await client.listCourses()).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listCourses({ query: { limit: 2, cursor } });
      assert.ok(page.items.length <= 2);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    assert.deepEqual(paged, whole);
  });

  for (const [what, query] of [
    ['a limit of nought', { limit: 0 }],
    ['a limit that is too high', { limit: 101 }],
    ['a cursor that we did not make', { cursor: 'abc' }],
  ] as const) {
    test(`refuses ${what}`, async () => {
      await assert.rejects(client.listCourses({ query }), problem('request-invalid'));
    });
  }
});

describe('a lecture', () => {
  let lectureId: string;
  let params: { lectureId: string };
  beforeEach(async () => {
    lectureId = (await server.newLecture()).id;
    params = { lectureId };
  });

  test('waits for its first stage as soon as it is handed in', async () => {
    const lecture = await client.getLecture({ params });
    assert.equal(lecture.state, 'processing');
    const { items } = await client.getTimeline({ params });
    assert.deepEqual(
      items.map(({ stage, state }) => `${stage} ${state}`),
      ['ingest waiting'],
    );
    const { items: lectures } = await client.listLectures({ query: { course: lecture.courseId } });
    assert.deepEqual(lectures, [lecture]);
  });

  test('that was cancelled can be tried again', async () => {
    assert.equal((await client.cancelLecture({ params })).state, 'cancelled');
    assert.equal((await client.retryLecture({ params })).state, 'processing');
    const { items } = await client.getTimeline({ params });
    assert.deepEqual(
      items.map(({ attempt, state }) => `${attempt} ${state}`),
      ['1 cancelled', '2 waiting'],
    );
  });

  test('that is deleted leaves no row and no object', async () => {
    await client.deleteLecture({ params });
    await assert.rejects(client.getLecture({ params }), problem('not-found'));
    assert.deepEqual(
      (await server.stored()).filter((key) => key.includes(lectureId)),
      [],
    );
  });

  test('shows its words and what was made of them, each line with its moment', async () => {
    const { artifacts } = await storeMaterial(server.services, await client.getLecture({ params }));
    assert.deepEqual(await client.getTranscript({ params }), TRANSCRIPT);
    const { items } = await client.listArtifacts({ params });
    assert.deepEqual(
      items.map(({ artifact }) => artifact.id),
      artifacts.map(({ id }) => id),
    );
    assert.deepEqual(items[0]?.blocks[1], {
      kind: 'list',
      ordered: false,
      items: [{ text: 'Elasticity is a ratio of two percentages.', itemId: 'b1', moment: 3 }],
    });
    const card = items[1]?.blocks[0];
    assert.equal(card?.kind === 'card' && card.moment, 41.5);
  });

  test('has no artifacts and no exports before they are made', async () => {
    assert.deepEqual(await client.listArtifacts({ params }), { items: [] });
    assert.deepEqual(await client.listExports({ params }), { items: [] });
  });

  test('lists its exports without telling where they lie, and gives each as a file', async () => {
    const { file, text } = await storeMaterial(server.services, await client.getLecture({ params }));
    const { items } = await client.listExports({ params });
    const { objectKey: _, id: __, ...shown } = file;
    assert.deepEqual(items, [
      { ...shown, title: exporters.find(({ name }) => name === 'markdown')?.title ?? '' },
    ]);
    const response = await client.getExport({ params: { lectureId, exporter: 'markdown' } });
    assert.equal(await response.text(), text);
    assert.equal(response.headers.get('content-type'), 'text/markdown');
    assert.match(response.headers.get('content-disposition') ?? '', /filename\*=UTF-8''Elasticit%C3%A4t_%20/);
  });

  test('that is thin still shows what there is', async () => {
    await storeMaterial(server.services, await client.getLecture({ params }));
    const { kysely } = server.services.database;
    await moveLecture(kysely, lectureId, ['processing'], { to: 'thin', at: new Date() });
    assert.equal((await client.listArtifacts({ params })).items.length, 2);
  });
});

describe('what every answer keeps to', () => {
  const ask = (path: string, init?: RequestInit) => fetch(`${server.baseUrl}${path}`, init);

  test('a failure inside is logged with its cause, and answered without it', async (context) => {
    const secret = 'what the lecturer said';
    context.mock.method(server.services.metrics, 'render', async () => {
      throw new TypeError(secret);
    });
    const response = await ask('/metrics');
    const text = await response.text();
    assert.equal(response.status, 500);
    assert.doesNotMatch(text, /lecturer|TypeError|\.ts/);
    const { code, requestId } = JSON.parse(text);
    assert.equal(code, 'internal');
    assert.equal(requestId, response.headers.get('x-request-id'));
    const line = JSON.stringify(server.lines.find(({ msg }) => msg === 'request failed'));
    assert.ok(line.includes(secret) && line.includes(String(requestId)));
  });

  test('an answer that does not fit the table is our failure and is not sent', async (context) => {
    context.mock.method(server.services, 'newId', () => 'not an id');
    const response = await ask('/api/courses', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"x"}',
    });
    assert.equal(response.status, 500);
  });

  for (const [what, path, status, code] of [
    ['an address where nothing is', '/api/nothing', 404, 'not-found'],
    ['an address that cannot be decoded', '/api/%zz', 400, 'request-invalid'],
    ['an id that is none', '/api/lectures/7', 400, 'request-invalid'],
    ['a part of an address that is endless', `/api/lectures/${'a'.repeat(300)}`, 400, 'request-invalid'],
  ] as const) {
    test(`${what} is answered as a problem with all headers`, async () => {
      const response = await ask(path);
      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      const document = await response.json();
      assert.equal(document.code, code);
      assert.match(document.requestId, /^[0-9a-f-]{36}$/);
    });
  }

  for (const [what, headers, body, status, code] of [
    ['a body that is no JSON', { 'content-type': 'application/json' }, '{"name":', 400, 'request-invalid'],
    ['an empty body', { 'content-type': 'application/json' }, '', 400, 'request-invalid'],
    ['a body without the field', { 'content-type': 'application/json' }, '{}', 400, 'request-invalid'],
    ['a body that is a list', { 'content-type': 'application/json' }, '[]', 400, 'request-invalid'],
    [
      'a body that reaches for the prototype',
      { 'content-type': 'application/json' },
      '{"name":"a","__proto__":{"b":1}}',
      400,
      'request-invalid',
    ],
    [
      'a body that is too large',
      { 'content-type': 'application/json' },
      JSON.stringify({ name: 'a'.repeat(70_000) }),
      413,
      'request-too-large',
    ],
    ['text instead of JSON', { 'content-type': 'text/plain' }, '{"name":"a"}', 415, 'media-type-unsupported'],
    [
      'a form instead of JSON',
      { 'content-type': 'multipart/form-data; boundary=x' },
      '--x--',
      415,
      'media-type-unsupported',
    ],
  ] as const) {
    test(`${what} is refused as ${code}`, async () => {
      const response = await ask('/api/courses', { method: 'POST', headers, body });
      const document = await response.json();
      assert.deepEqual([response.status, document.code], [status, code]);
    });
  }

  test('a refusal names the field and does not repeat what was in it', async () => {
    const body = JSON.stringify({ name: { secret: 'diary' } });
    const headers = { 'content-type': 'application/json' };
    const response = await ask('/api/courses', { method: 'POST', headers, body });
    const { detail } = await response.json();
    assert.match(detail, /body\.name/);
    assert.doesNotMatch(detail, /diary/);
  });

  test('HEAD says what GET would, without a body', async () => {
    const { id } = await server.newLecture();
    for (const path of ['/api/courses', `/api/lectures/${id}/recording`, '/health/live']) {
      const [head, get] = [await ask(path, { method: 'HEAD' }), await ask(path)];
      assert.equal(head.status, 200, path);
      assert.equal(head.headers.get('content-length'), get.headers.get('content-length'), path);
      assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), path);
      assert.equal(await head.text(), '');
      assert.ok((await get.text()).length > 0);
    }
    const events = await ask(`/api/lectures/${id}/events`, { method: 'HEAD' });
    assert.equal(events.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  });

  test('another method is refused with those that are taken; OPTIONS only tells them', async () => {
    for (const method of ['PUT', 'PATCH', 'PROPFIND']) {
      const refused = await ask('/api/courses', { method });
      assert.equal(refused.status, 405);
      assert.equal((await refused.json()).code, 'method-not-allowed');
      assert.equal(refused.headers.get('allow'), 'GET, HEAD, OPTIONS, POST');
    }
    const options = await ask('/api/courses', { method: 'OPTIONS' });
    assert.deepEqual([options.status, options.headers.get('allow')], [204, 'GET, HEAD, OPTIONS, POST']);
    assert.equal(options.headers.get('access-control-allow-origin'), null);
    assert.equal((await ask('/api/nothing', { method: 'OPTIONS' })).status, 404);
  });

  test('requests are counted by the route that took them and never by their address', async () => {
    await ask('/api/lectures/6f9619ff-8b86-4d01-b42d-00cf4fc964ff');
    await ask('/api/nothing/of/this/kind');
    const text = await client.metrics();
    const routes = [...text.matchAll(/^pegasus_http_request_seconds_count\{.*?route="([^"]*)"/gm)];
    const named = new Set(routes.map(([, route]) => route));
    assert.ok(named.has('/api/lectures/{lectureId}') && named.has('none'));
    assert.ok([...named].every((route) => !/6f9619ff|nothing/.test(route ?? '')));
  });

  test('the document of the API is served', async () => {
    const { openapi } = await client.openapi();
    assert.equal(openapi, '3.1.1');
  });
});
