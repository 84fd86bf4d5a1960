import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { type FastifyInstance, fastify } from 'fastify';
import type { BundleFile, WebBundle } from '../web-bundle/define.ts';
import { answerUnknown } from './allowed-methods.ts';
import { sendProblem } from './problems.ts';
import { registerWebApp } from './web-app.ts';

const PAGE = '<!doctype html><title>Pegasus</title>';
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(500))});`;

function file(text: string, rest: Partial<BundleFile>): BundleFile {
  const content = Buffer.from(text);
  return { type: 'text/html; charset=utf-8', tag: `tag${text.length}`, immutable: false, content, ...rest };
}
const bundle: WebBundle = new Map([
  ['/index.html', file(PAGE, {})],
  [
    '/_expo/static/js/entry-abc.js',
    file(SCRIPT, {
      type: 'text/javascript; charset=utf-8',
      immutable: true,
      brotli: brotliCompressSync(SCRIPT),
      gzip: gzipSync(SCRIPT),
    }),
  ],
]);

async function serve(served: WebBundle | undefined): Promise<FastifyInstance> {
  const app = fastify();
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  answerUnknown(app);
  app.post('/api/courses', async () => 'made');
  registerWebApp(app, served);
  await app.ready();
  return app;
}

describe('the web app', () => {
  let app: FastifyInstance;
  before(async () => {
    app = await serve(bundle);
  });
  after(() => app.close());

  for (const path of ['/', '/index.html', '/courses/new', '/lectures/5?tab=files']) {
    test(`has its page at ${path}, so that links into it and a reload work`, async () => {
      const { statusCode, body, headers } = await app.inject(path);
      assert.equal(statusCode, 200);
      assert.equal(body, PAGE);
      assert.equal(headers['cache-control'], 'no-cache');
    });
  }

  test('may run only its own files, and may be framed by nobody', async () => {
    const { headers } = await app.inject('/');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.match(String(headers['permissions-policy']), /microphone=\(self\)/);
  });

  test('lets a browser keep files for good whose names change with their content', async () => {
    const { headers } = await app.inject('/_expo/static/js/entry-abc.js');
    assert.match(String(headers['cache-control']), /immutable/);
  });

  for (const [accepted, encoding, read] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (content: Buffer) => content],
  ] as const) {
    test(`sends ${encoding ?? 'plain text'} to a browser that takes «${accepted}»`, async () => {
      const { rawPayload, headers } = await app.inject({
        url: '/_expo/static/js/entry-abc.js',
        headers: { 'accept-encoding': accepted },
      });
      assert.equal(headers['content-encoding'], encoding);
      assert.equal(read(rawPayload).toString(), SCRIPT);
      assert.equal(headers.vary, 'accept-encoding');
    });
  }

  test('tells HEAD what GET would get, without a body', async () => {
    const [head, get] = [await app.inject({ url: '/', method: 'HEAD' }), await app.inject('/')];
    assert.equal(head.statusCode, 200);
    assert.equal(head.headers['content-length'], get.headers['content-length']);
    assert.equal(head.body, '');
  });

  test('is not sent again to a browser that has it', async () => {
    const { headers } = await app.inject('/');
    const again = await app.inject({ url: '/', headers: { 'if-none-match': String(headers.etag) } });
    assert.equal(again.statusCode, 304);
    assert.equal(again.body, '');
  });

  test('is no script that an old page asks for and that is gone', async () => {
    const { statusCode, headers } = await app.inject('/_expo/static/js/entry-old.js');
    assert.equal(statusCode, 404);
    assert.match(String(headers['content-type']), /problem\+json/);
  });

  for (const path of ['/api/nothing', '/api', '/health/nothing', '/metrics/nothing']) {
    test(`does not hide that there is nothing at ${path}`, async () => {
      const { statusCode, headers } = await app.inject(path);
      assert.equal(statusCode, 404);
      assert.match(String(headers['content-type']), /problem\+json/);
    });
  }

  test('does not hide that an address of the API takes another method', async () => {
    const { statusCode, headers } = await app.inject('/api/courses');
    assert.equal(statusCode, 405);
    assert.equal(headers.allow, 'OPTIONS, POST');
  });
});

test('a server without a built app says so, and how to get one', async () => {
  const app = await serve(undefined);
  const { statusCode, body } = await app.inject('/');
  assert.equal(statusCode, 503);
  assert.match(body, /PEGASUS_APP=auto/);
  await app.close();
});
