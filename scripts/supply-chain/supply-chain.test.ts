import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSecrets } from './committed-secrets.ts';
import { type Exception, judge } from './define.ts';
import { isAllowed } from './licences.ts';

describe('an exception', () => {
  const finding = { subject: 'left-pad@1.0.0', says: 'It is bad.' };
  const until = (day: string): Exception => ({
    scan: 'audit',
    subject: finding.subject,
    reason: 'Known.',
    until: day,
  });

  test('lets a finding stand until its day', () => {
    assert.deepEqual(judge('audit', [finding], [until('2026-11-25')], '2026-11-25').refused, []);
    assert.deepEqual(judge('audit', [finding], [until('2026-11-24')], '2026-11-25').refused, [finding]);
  });

  test('has to go when it has run out or fits nothing', () => {
    assert.equal(judge('audit', [finding], [until('2026-11-24')], '2026-11-25').stale.length, 1);
    assert.equal(judge('audit', [], [until('2027-01-01')], '2026-11-25').stale.length, 1);
    assert.equal(judge('licences', [], [until('2027-01-01')], '2026-11-25').stale.length, 0);
  });
});

test('a choice of licences needs one that is allowed, a sum of them all', () => {
  for (const good of ['MIT', '(BSD-3-Clause OR GPL-2.0)', 'MIT AND OFL-1.1'])
    assert.ok(isAllowed(good), good);
  for (const bad of ['', 'GPL-3.0', 'MIT AND GPL-2.0', 'SEE LICENSE IN LICENSE', 'AGPL-3.0-only'])
    assert.ok(!isAllowed(bad), bad);
});

describe('secrets in files', () => {
  const chance = 'q9Zr2LmX7vTb4KcW8sJd1HfY6pNg3QaE';
  for (const line of [
    `-----BEGIN ${'PRIVATE'} KEY-----`,
    `AKIA${'ABCDEFGHIJKLMNOP'}`,
    `pga_${'A1b2'.repeat(10)}xyz`,
    `postgres://pegasus:${'hunter2hunter2'}@db1.internal:5432/pegasus`,
    `const apiKey = '${chance}';`,
  ]) {
    test(`are found: ${line.slice(0, 12)}…`, () => assert.equal(findSecrets('a.ts', line).length, 1));
  }

  for (const line of [
    "password: 'four words nobody puts together'",
    'postgres://user:password@host:5432/database',
    "const secret = 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';",
  ]) {
    test(`are not seen where there are none: ${line}`, () => assert.deepEqual(findSecrets('a.ts', line), []));
  }

  test('are not repeated by what is said of them', () => {
    assert.ok(!JSON.stringify(findSecrets('a.ts', `token = '${chance}'`)).includes(chance));
  });
});
