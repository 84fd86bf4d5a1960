import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROBLEMS } from '@pegasus/core/problem.ts';
import { settings } from '@pegasus/server/config.ts';
import { METRICS } from '@pegasus/server/metrics.ts';
import { z } from 'zod';
import { artifactSchemasDocument } from './artifact-schemas.ts';
import { jsonText, markdownTable, sqlText } from './define.ts';
import { metricsPage } from './metrics.ts';
import { problemsPage } from './problems.ts';
import { settingsPage } from './settings.ts';

const GENERATED = /Generated from \S+ by `npm run generate`; do not edit\./;

test('every page says in its first line that it is generated', () => {
  for (const page of [problemsPage(PROBLEMS), settingsPage(settings, '/x'), metricsPage(METRICS)]) {
    assert.match(page.split('\n')[0] ?? '', GENERATED);
  }
  assert.match(sqlText('a', 'select 1;').split('\n')[0] ?? '', GENERATED);
  assert.equal(Object.keys(JSON.parse(jsonText('$comment', 'a', { b: 1 })))[0], '$comment');
});

test('every row of a table of the code stands on its page exactly once', () => {
  const pages: [string, string[]][] = [
    [problemsPage(PROBLEMS), Object.keys(PROBLEMS)],
    [settingsPage(settings, '/x'), Object.values(settings).map(({ name }) => name)],
    [metricsPage(METRICS), Object.keys(METRICS)],
  ];
  for (const [page, names] of pages) {
    for (const name of names) {
      assert.equal(page.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`)).length, 1, name);
    }
  }
});

test('a cell cannot break its table', () => {
  assert.equal(markdownTable(['a'], [['x | y\nz']]), '| a |\n| --- |\n| x \\| y<br>z |');
});

const setting = (schema: z.ZodType, secret = false) => ({
  name: 'PEGASUS_X',
  schema,
  about: 'About.',
  secret,
});

test('a default inside of the installation is told without the folder of this machine', () => {
  const page = settingsPage(
    { x: setting(z.string().default('/home/someone/pegasus/data')) },
    '/home/someone/pegasus',
  );
  assert.ok(page.includes('`./data` in the folder of the installation'), page);
  assert.ok(!page.includes('someone'));
});

test('a secret shows no default, and a setting without one must be set', () => {
  const table = {
    a: setting(z.string().default('hunter2'), true),
    b: setting(z.string()),
    c: setting(z.string().optional()),
  };
  const page = settingsPage(table, '/x');
  assert.ok(!page.includes('hunter2'));
  assert.match(page, /none: must be set/);
  assert.match(page, /not set/);
});

test('the values that a setting takes are told from its schema', () => {
  const table = {
    a: setting(z.coerce.number().int().min(1).max(9).default(4)),
    b: setting(z.coerce.number().positive().max(48).default(6)),
    c: setting(z.enum(['auto', 'ffmpeg']).default('auto')),
  };
  const page = settingsPage(table, '/x');
  assert.match(page, /whole number from 1 to 9/);
  assert.match(page, /number above 0 to 48/);
  assert.match(page, /`auto`, `ffmpeg`/);
});

test('every artifact type has a schema under its own version that demands sources', async () => {
  for (const { path, text } of await artifactSchemasDocument.files()) {
    assert.match(path, /^docs\/schemas\/[a-z-]+\.v\d+\.schema\.json$/);
    assert.equal(JSON.parse(text).type, 'object');
    assert.match(text, /"sources"/);
  }
});
