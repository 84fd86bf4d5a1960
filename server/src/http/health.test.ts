import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
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
    test(`is failing with 503 when the ${part} is, which it names without the reason`, async (context) => {
      context.mock.method(server.services[part], 'check', async () => {
        throw new Error('password wrong for admin');
      });
      const response = await fetch(`${server.baseUrl}/health/ready`);
      assert.equal(response.status, 503);
      const text = await response.text();
      assert.equal(JSON.parse(text).parts[part], 'failing');
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
});
