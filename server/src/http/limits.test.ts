import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { createRateLimits } from '../limits/rate-limits.ts';
import { createHttpServer } from './app.ts';
import { openAccountServer, PASSWORD } from './test-accounts.ts';
import { problem } from './test-server.ts';

/** How many of the tries were let through, and what the last was answered. */
async function tryOften(
  times: number,
  work: () => Promise<unknown>,
): Promise<{ through: number; last: string }> {
  let through = 0;
  let last = 'ok';
  for (let count = 0; count < times; count++) {
    last = await work().then(
      () => 'ok',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );
    if (last !== 'too-many-requests') through++;
  }
  return { through, last };
}

test('tries to sign in are counted for the address of the mail, right password or not, whoever tries', async () => {
  await using server = await open({ signInsPerQuarter: 5 });
  const { email } = await server.newAccount();
  const wrong = { body: { email, password: 'a wrong one' } };
  assert.deepEqual(await tryOften(8, () => server.client.signInApp(wrong)), {
    through: 5,
    last: 'too-many-requests',
  });
  const right = { body: { email, password: PASSWORD } };
  await assert.rejects(server.client.signInApp(right), problem('too-many-requests'));
  await assert.rejects(server.client.requestReset({ body: { email } }), problem('too-many-requests'));
});

test('tries for many addresses are counted for the network that they come from', async () => {
  await using server = await open({ signInsPerQuarter: 2 });
  const guess = () =>
    server.client.signInApp({ body: { email: `${randomUUID()}@example.org`, password: 'guess' } });
  assert.deepEqual(await tryOften(14, guess), { through: 10, last: 'too-many-requests' });
});

test('reads and writes are counted for each user, and one who did too much stops nobody else', async () => {
  await using server = await open({ readsPerMinute: 10, writesPerMinute: 3 });
  const [one, other] = [await server.signedIn(), await server.signedIn()];
  assert.equal((await tryOften(12, () => one.client.listCourses())).through, 10);
  const create = () => one.client.createCourse({ body: { name: randomUUID() } });
  assert.equal((await tryOften(5, create)).through, 3);
  await other.client.listCourses();
  const refused = await fetch(`${server.baseUrl}/api/courses`, {
    headers: { authorization: `Bearer ${one.token}` },
  });
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
});

test('uploads are counted before a byte of them is kept', async () => {
  await using server = await open({ uploadsPerHour: 2 });
  const { client } = await server.signedIn();
  assert.equal((await tryOften(4, () => server.handIn(client))).through, 2);
  assert.equal((await server.stored()).length, 2);
});

test('all processes on one database count together', async () => {
  await using server = await open({ readsPerMinute: 10 });
  const { client, token } = await server.signedIn();
  const { services } = server;
  const second = createHttpServer({
    ...services,
    limits: createRateLimits(services.database, services.config),
  });
  const address = await second.listen({ host: '127.0.0.1', port: 0 });
  try {
    const elsewhere = () =>
      fetch(`${address}/api/courses`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await tryOften(6, () => client.listCourses())).through, 6);
    const statuses = [];
    for (let count = 0; count < 6; count++) statuses.push((await elsewhere()).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
  } finally {
    await second.close();
  }
});

describe('X-Forwarded-For', () => {
  const guessFrom = (baseUrl: string, address: string) =>
    fetch(`${baseUrl}/api/app-sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ email: `${randomUUID()}@example.org`, password: 'guess' }),
    }).then(({ status }) => status);

  test('changes nothing unless a proxy is trusted', async () => {
    await using server = await open({ signInsPerQuarter: 1 });
    const statuses = [];
    for (let count = 0; count < 7; count++)
      statuses.push(await guessFrom(server.baseUrl, `203.0.113.${count}`));
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429]);
  });

  test('of a proxy that is trusted says who asks, and only what that proxy itself wrote', async () => {
    await using server = await open({ signInsPerQuarter: 1, trustedProxies: ['127.0.0.1'] });
    for (let count = 0; count < 7; count++)
      assert.equal(await guessFrom(server.baseUrl, `203.0.113.${count}`), 401);
    const statuses = [];
    // What a sender forged stands before what the proxy adds.
    for (let count = 0; count < 7; count++)
      statuses.push(await guessFrom(server.baseUrl, `198.51.100.${count}, 203.0.113.200`));
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429]);
  });
});

test('a body that comes drop by drop is cut off', async () => {
  await using server = await open({}, { bodyTime: 200 });
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    `POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{`,
  );
  const drops = setInterval(() => socket.write(' '), 50);
  const begun = performance.now();
  await text(socket).catch(() => '');
  clearInterval(drops);
  assert.ok(performance.now() - begun < 5000);
});

test('a sender that never ends its headers is dropped, and told so', async () => {
  await using server = await open({}, { bodyTime: 200 });
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /api/courses HTTP/1.1\r\nHost: localhost\r\n');
  const drops = setInterval(() => socket.write('X-A: b\r\n'), 50);
  try {
    assert.match(await text(socket), /^HTTP\/1\.1 408 [\s\S]*request-timeout/);
  } finally {
    clearInterval(drops);
  }
});

test('a browser that came over https once is told to come so always, also through a proxy', async () => {
  await using server = await open({
    publicUrl: 'https://pegasus.example.org',
    trustedProxies: ['127.0.0.1'],
  });
  const proxied = {
    host: 'pegasus.example.org',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.9',
  };
  for (const url of ['/api/session', '/api/courses', '/nowhere']) {
    const { headers } = await server.app.inject({ url, headers: proxied });
    assert.equal(headers['strict-transport-security'], 'max-age=31536000', url);
  }
  const elsewhere = await server.app.inject({ url: '/api/session', headers: { host: 'evil.example' } });
  assert.equal(elsewhere.json().code, 'host-not-allowed');
  assert.ok(elsewhere.headers['strict-transport-security'], 'A refusal says it as well.');
});

test('what a sender says of its own transport changes nothing', async () => {
  await using server = await open();
  const { headers } = await server.app.inject({
    url: '/api/session',
    headers: { host: 'localhost', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
  });
  assert.equal(headers['strict-transport-security'], undefined);
});

/** A server that closes itself at the end of a test. */
async function open(...given: Parameters<typeof openAccountServer>) {
  const server = await openAccountServer(...given);
  return { ...server, [Symbol.asyncDispose]: server.close };
}
