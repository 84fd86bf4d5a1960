import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENDPOINT_NAMES, type EndpointName, endpoints } from '@pegasus/core/api.ts';
import type { Client } from '@pegasus/core/client.ts';
import type { Course } from '@pegasus/core/course.ts';
import { type Endpoint, takesKey } from '@pegasus/core/endpoint.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { moveLecture } from '../../db/lectures.ts';
import { CAPTIONS, openTestServer, problem, type TestServer } from '../test-server.ts';
import { idParameterOf } from './keyed-route.ts';

const MANY = 32;
let server: TestServer;
let client: Client;
let course: Course;
let key: string;
before(async () => {
  server = await openTestServer();
  client = server.client;
});
after(() => server.close());
beforeEach(async () => {
  course = await client.createCourse({ body: { name: randomUUID() } });
  key = randomUUID();
});

const keyed = (value = key) => ({ headers: { 'idempotency-key': value } });
const handIn = (content: BlobPart = CAPTIONS, over: { title?: string } = {}) =>
  client.createLecture({
    form: { courseId: course.id, preset: 'exam', ...over },
    file: { name: 'talk.vtt', content: new Blob([content]) },
    ...keyed(),
  });
const lecturesOfCourse = async () => (await client.listLectures({ query: { course: course.id } })).items;
const row = () =>
  server.services.database.kysely
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst();
/** As after a kill of the process that held the key. */
const abandon = (state: 'claimed' | 'done') =>
  server.services.database.kysely
    .updateTable('idempotency_keys')
    .set({ state, status: null, answer: null, lease_until: new Date(0) })
    .where('key', '=', key)
    .execute();

describe('an Idempotency-Key', () => {
  test('makes one lecture of many equal requests at once, and gives all the same answer', async () => {
    const answers = await Promise.all(Array.from({ length: MANY }, () => handIn()));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.equal((await lecturesOfCourse()).length, 1);
    const objects = (await server.stored()).filter((name) => name.includes(answers[0]?.id ?? ''));
    assert.equal(objects.length, 1, 'and one recording is stored');
  });

  test('makes one course of many equal requests at once', async () => {
    const body = { name: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: MANY }, () => client.createCourse({ body, ...keyed() })),
    );
    assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
  });

  test('starts a retry once for many equal requests at once', async () => {
    const { id } = await handIn();
    const { kysely } = server.services.database;
    await kysely.updateTable('stage_runs').set({ state: 'failed' }).where('lecture_id', '=', id).execute();
    await moveLecture(kysely, id, ['processing'], { to: 'failed', stage: 'ingest', at: new Date() });
    key = randomUUID();
    const retry = () => client.retryLecture({ params: { lectureId: id }, ...keyed() });
    const answers = await Promise.all(Array.from({ length: MANY }, retry));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    const { items } = await client.getTimeline({ params: { lectureId: id } });
    assert.equal(items.length, 2, 'the first try and one retry');
  });

  test('refuses another body, another file and another route', async () => {
    await handIn();
    const reused = problem('idempotency-key-reused');
    await assert.rejects(handIn(CAPTIONS, { title: 'Another title' }), reused);
    await assert.rejects(handIn(`${CAPTIONS}\n`), reused);
    await assert.rejects(client.createCourse({ body: { name: randomUUID() }, ...keyed() }), reused);
    assert.equal((await lecturesOfCourse()).length, 1);
  });

  test('keeps two keys apart', async () => {
    await handIn();
    key = randomUUID();
    await handIn();
    assert.equal((await lecturesOfCourse()).length, 2);
  });

  test('keeps no failure: what was refused can be sent again', async () => {
    const form = { courseId: randomUUID(), preset: 'exam' };
    const file = { name: 'talk.vtt', content: new Blob([CAPTIONS]) };
    await assert.rejects(client.createLecture({ form, file, ...keyed() }), problem('not-found'));
    assert.equal(await row(), undefined);
    assert.equal((await handIn()).courseId, course.id);
  });

  test('says that an answer is the stored one', async () => {
    const post = () =>
      fetch(`${server.baseUrl}/api/courses`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ name: `n ${key}` }),
      });
    const [first, second] = [await post(), await post()];
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.equal(first.headers.get('idempotent-replayed'), null);
    assert.equal(second.headers.get('idempotent-replayed'), 'true');
    assert.equal(await first.text(), await second.text(), 'to the byte');
  });

  test('must be visible text', async () => {
    const body = { name: randomUUID() };
    for (const bad of ['two words', 'x'.repeat(201)])
      await assert.rejects(client.createCourse({ body, ...keyed(bad) }), problem('request-invalid'));
  });
});

describe('a key whose process was killed', () => {
  test('after the effect: the next request is told what was made, and makes nothing', async () => {
    const made = await handIn();
    await abandon('done');
    assert.equal((await handIn()).id, made.id);
    assert.equal((await lecturesOfCourse()).length, 1);
  });

  test('after the effect, and the next brings another file: it is refused', async () => {
    await handIn();
    await abandon('done');
    await assert.rejects(handIn(`${CAPTIONS}\n`), problem('idempotency-key-reused'));
  });

  test('between effect and mark: what was made is found by its id', async () => {
    const body = { name: randomUUID() };
    const made = await client.createCourse({ body, ...keyed() });
    await abandon('claimed');
    assert.equal((await client.createCourse({ body, ...keyed() })).id, made.id);
  });

  test('before the effect: the next request does the work', async () => {
    const made = await handIn();
    await client.deleteLecture({ params: { lectureId: made.id } });
    await abandon('claimed');
    // The deleted id is never used again, so this only shows that the work is tried.
    await assert.rejects(handIn(), (error) => error instanceof Problem);
    assert.equal((await lecturesOfCourse()).length, 0);
  });

  test('that comes back late takes no effect: another one holds the key', async () => {
    const { kysely } = server.services.database;
    const stolen = server.services.storage.put.bind(server.services.storage);
    const { storage } = server.services;
    storage.put = async (...given) => {
      const stored = await stolen(...given);
      await kysely
        .updateTable('idempotency_keys')
        .set({ token: randomUUID() })
        .where('key', '=', key)
        .execute();
      return stored;
    };
    try {
      await assert.rejects(handIn(), problem('idempotency-key-busy'));
    } finally {
      storage.put = stolen;
    }
    assert.equal((await lecturesOfCourse()).length, 0);
  });
});

test('every endpoint that takes a key and can be told again names an endpoint that tells the same', () => {
  for (const name of ENDPOINT_NAMES) {
    const endpoint: Endpoint = endpoints[name];
    if (endpoint.retold === undefined) continue;
    assert.ok(takesKey(endpoint), `${name} takes no key`);
    const teller: Endpoint = endpoints[endpoint.retold as EndpointName];
    assert.ok(teller?.method === 'GET', `${name} is retold by ${endpoint.retold}`);
    assert.equal(teller.answer, endpoint.answer, `${endpoint.retold} answers something else than ${name}`);
    const parameters = Object.fromEntries(
      Object.keys(endpoint.params?.shape ?? {}).map((each) => [each, '']),
    );
    const missing = idParameterOf(teller, parameters);
    const all = new Set([...Object.keys(parameters), ...(missing ? [missing] : [])]);
    assert.deepEqual(
      Object.keys(teller.params?.shape ?? {}).filter((each) => !all.has(each)),
      [],
      name,
    );
  }
});
