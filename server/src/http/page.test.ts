import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import { registerPage } from './page.ts';

/** The page asks nothing of the services, so it is tested without them. */
async function withPage(use: (app: FastifyInstance) => Promise<void>): Promise<void> {
  const app = fastify();
  registerPage(app);
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

test('every file that the page and its scripts name is served', () =>
  withPage(async (app) => {
    const { body } = await app.inject('/');
    const named = [...body.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => path ?? '');
    assert.ok(named.length >= 2);
    for (const path of named) {
      const { statusCode, body: content } = await app.inject(path);
      assert.equal(statusCode, 200, path);
      for (const [, script] of content.matchAll(/from '\.(\/[^']*)'/g)) {
        assert.equal((await app.inject(script ?? '')).statusCode, 200, script);
      }
    }
  }));

test('the page may run only its own files, and has nothing inline that this would break', () =>
  withPage(async (app) => {
    const { body, headers } = await app.inject('/');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.doesNotMatch(body, /<style|\son\w+=|\sstyle=|javascript:|<script(?![^>]*\ssrc=)/);
  }));

test('the scripts never turn text into markup', () =>
  withPage(async (app) => {
    for (const path of ['/page.js', '/material.js', '/requests.js']) {
      const { body } = await app.inject(path);
      assert.doesNotMatch(body, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/, path);
    }
  }));

test('every field of the page has a label', () =>
  withPage(async (app) => {
    const { body } = await app.inject('/');
    const fields = [...body.matchAll(/<(?:input|select|progress) id="([\w-]+)"/g)].map(([, id]) => id);
    assert.ok(fields.length >= 5);
    for (const id of fields) assert.match(body, new RegExp(`<label for="${id}"`), id);
  }));
