import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { openTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let clock = Date.parse('2026-01-01T00:00:00Z');
before(async () => {
  server = await openTestServer({ now: () => new Date(clock) });
});
after(() => server.close());
beforeEach(() => {
  // What was answered before is too old to be used again.
  clock += 60_000;
});

describe('health', () => {
  test('is ready when every part is', async () => {
    const { status, parts } = await server.client.ready();
    assert.equal(status, 'ok');
    assert.deepEqual(parts, { database: 'ok', queue: 'ok', storage: 'ok' });
  });

  for (const part of ['queue', 'storage'] as const) {
    test(`is failing with 503 when the ${part} is, which it names without what a library said`, async (context) => {
      context.mock.method(server.services[part], 'check', async () => {
        throw new Error('password wrong for admin');
      });
      const response = await fetch(`${server.baseUrl}/health/ready`);
      assert.equal(response.status, 503);
      const text = await response.text();
      assert.equal(JSON.parse(text).parts[part], 'failing');
      assert.deepEqual(Object.keys(JSON.parse(text).reasons), [part], 'who sits at the machine is told why');
      assert.doesNotMatch(text, /password/);
      assert.ok(JSON.stringify(server.lines).includes('password wrong for admin'), 'the log has the reason');
      assert.equal((await server.client.live()).status, 'ok', 'and the process is alive all the same');
    });
  }

  test('is failing when a part does not answer at all', async (context) => {
    context.mock.method(server.services.storage, 'check', () => new Promise(() => {}));
    assert.deepEqual((await server.client.ready()).parts, {
      database: 'ok',
      queue: 'ok',
      storage: 'failing',
    });
  });

  test('asks each part once a second, however often it is asked', async (context) => {
    const check = context.mock.method(server.services.queue, 'check');
    await Promise.all([server.client.ready(), server.client.ready(), server.client.ready()]);
    clock += 999;
    await server.client.ready();
    assert.equal(check.mock.callCount(), 1);
    clock += 1;
    await server.client.ready();
    assert.equal(check.mock.callCount(), 2);
  });

  test('of the process alone asks nobody', async (context) => {
    const check = context.mock.method(server.services.storage, 'check');
    assert.deepEqual((await server.client.live()).parts, {});
    assert.equal(check.mock.callCount(), 0);
  });

  test('has started once it was ready, whatever fails later', async (context) => {
    const young = await openTestServer({ now: () => new Date(clock) });
    try {
      const check = context.mock.method(young.services.queue, 'check', async () => {
        throw new Error('not yet');
      });
      assert.equal((await fetch(`${young.baseUrl}/health/startup`)).status, 503);
      check.mock.restore();
      clock += 60_000;
      assert.equal((await fetch(`${young.baseUrl}/health/startup`)).status, 200);
      context.mock.method(young.services.queue, 'check', async () => {
        throw new Error('lost');
      });
      clock += 60_000;
      assert.equal((await fetch(`${young.baseUrl}/health/ready`)).status, 503);
      assert.equal((await fetch(`${young.baseUrl}/health/startup`)).status, 200);
    } finally {
      await young.close();
    }
  });

  test('of a process that is about to stop is not ready, and it serves on', async () => {
    const leaving = new AbortController();
    const old = await openTestServer({ leaving: leaving.signal });
    try {
      assert.equal((await old.client.ready()).status, 'ok');
      leaving.abort();
      const ready = await fetch(`${old.baseUrl}/health/ready`);
      assert.equal(ready.status, 503);
      assert.equal((await ready.json()).parts.process, 'failing');
      const courses = await fetch(`${old.baseUrl}/api/courses`);
      assert.equal(courses.status, 200);
      assert.equal(courses.headers.get('connection'), 'close', 'the next request shall go elsewhere');
      const figures = await (await fetch(`${old.baseUrl}/metrics`)).text();
      assert.match(figures, /pegasus_dependency_up\{dependency="database"\} 1/);
      assert.doesNotMatch(figures, /dependency="process"/, 'that it stops is no fault of what it depends on');
    } finally {
      await old.close();
    }
  });
});

describe('the reasons of health', () => {
  const token = 'reads-figures-'.repeat(3);
  let online: TestServer;
  before(async () => {
    const config = { accounts: 'on', secret: 's'.repeat(40), metricsToken: token } as const;
    online = await openTestServer({ config, now: () => new Date(clock) });
  });
  after(() => online.close());
  const ask = async (path: string, bearer?: string) => {
    const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
    const response = await fetch(`${online.baseUrl}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };

  test('are for whoever reads the figures, also while the database is away', async (context) => {
    context.mock.method(online.services.storage, 'check', async () => {
      throw new Problem('storage-unavailable', 'Asked was store.example.org.');
    });
    const nobody = await ask('/health/ready');
    assert.equal(nobody.status, 503);
    assert.doesNotMatch(nobody.text, /store\.example|reasons|commit/);
    await online.services.database.kysely.destroy();
    clock += 60_000;
    const operator = await ask('/health/ready', token);
    assert.equal(operator.status, 503);
    const { reasons, parts } = JSON.parse(operator.text);
    assert.match(reasons.storage, /^storage-unavailable: .*store\.example\.org/);
    assert.equal(parts.database, 'failing');
    const stranger = await ask('/health/ready', 'x'.repeat(40));
    assert.equal(stranger.status, 503);
    assert.doesNotMatch(stranger.text, /reasons/, 'a token that cannot be looked up is no token');
    assert.equal((await ask('/health/live', 'x'.repeat(40))).status, 200);
  });
});
