import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { openTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

interface Asked {
  method?: string;
  path?: string;
  headers: Record<string, string>;
}

/** `fetch` sets Host and Origin itself; this sends what it is told. */
async function ask({ method = 'GET', path = '/api/presets', headers }: Asked) {
  const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>();
  request({ port: server.port, host: '127.0.0.1', method, path, headers }, resolve).on('error', reject).end();
  const response = await promise;
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** What a server answers to bytes that no client would send. */
async function say(bytes: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}

describe('the name that a request came under', () => {
  for (const host of ['localhost:PORT', '127.0.0.1:PORT', '[::1]:PORT', 'LOCALHOST:PORT', 'localhost']) {
    test(`may be ${host}`, async () => {
      const { status } = await ask({ headers: { host: host.replace('PORT', String(server.port)) } });
      assert.equal(status, 200);
    });
  }

  for (const host of [
    'evil.example:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1.evil.example:PORT',
    'evil.example#localhost:PORT',
    'localhost:PORT@evil.example',
    '192.168.1.7:PORT',
    '0.0.0.0:PORT',
  ]) {
    test(`may not be «${host}», on any address`, async () => {
      for (const path of ['/api/presets', '/', '/nothing', '/health/live', '/metrics']) {
        const answer = await ask({ path, headers: { host: host.replace('PORT', String(server.port)) } });
        assert.equal(answer.status, 403, path);
        assert.equal(JSON.parse(answer.body).code, 'host-not-allowed');
      }
    });
  }

  test('must be there', async () => {
    assert.match(await say('GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'), /host-not-allowed/);
    assert.match(await say('GET / HTTP/1.0\r\n\r\n'), /host-not-allowed/);
    assert.match(
      await say('GET /api/presets HTTP/1.1\r\nConnection: close\r\n\r\n'),
      /^HTTP\/1\.1 403 .*host-not-allowed/s,
    );
  });

  test('is not taken from the address in the request line', async () => {
    const answer = await say(
      'GET http://localhost/api/presets HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    assert.match(answer, /host-not-allowed/);
  });
});

describe('a request that changes something', () => {
  const post = (headers: Record<string, string>) =>
    ask({
      method: 'POST',
      path: '/api/lectures/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/retry',
      headers: { host: `localhost:${server.port}`, ...headers },
    });

  test('may come from our own page, and from a program that is no browser', async () => {
    for (const headers of [
      { origin: `http://localhost:${server.port}`, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      {},
    ]) {
      assert.equal((await post(headers as Record<string, string>)).status, 404);
    }
  });

  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:1' },
    { origin: 'https://localhost:PORT' },
    { origin: 'http://127.0.0.1:PORT' },
    { origin: 'http://localhost:PORT.evil.example' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    test(`may not come from another page: ${JSON.stringify(headers)}`, async () => {
      const sent = Object.entries(headers).map(([name, value]) => [
        name,
        String(value).replace('PORT', String(server.port)),
      ]);
      const { status, body } = await post(Object.fromEntries(sent));
      assert.deepEqual([status, JSON.parse(body).code], [403, 'origin-not-allowed']);
    });
  }

  test('is not needed for reading, which no other page can see the answer of', async () => {
    const { status, headers } = await ask({
      headers: { host: `localhost:${server.port}`, origin: 'https://evil.example' },
    });
    assert.equal(status, 200);
    assert.equal(headers['access-control-allow-origin'], undefined);
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  });
});

describe('what is hardly a request', () => {
  for (const [what, bytes, status, code] of [
    ['no HTTP', 'EHLO evil.example\r\n\r\n', 400, 'request-invalid'],
    ['a method that there is not', 'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400, 'request-invalid'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: localhost\r\nA: ${'a'.repeat(40_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'two lengths at once',
      'POST /api/courses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
      400,
      'request-invalid',
    ],
  ] as const) {
    test(`is answered as a problem: ${what}`, async () => {
      const answer = await say(bytes);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      assert.match(head, /content-type: application\/problem\+json/);
      assert.match(head, /x-content-type-options: nosniff/);
      assert.equal(JSON.parse(body).code, code);
    });
  }
});
