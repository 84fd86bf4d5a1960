import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { LaunchItem, Sabotage } from './define.ts';
import { applySabotage, sabotageItem } from './sabotage.ts';

let root: string;

/** A project whose one item says that core/answer.ts holds 42, through the package's address; `server` has another version of a library. */
const FILES: Record<string, string> = {
  '.gitignore': 'node_modules/\n',
  'package.json': '{"type":"module"}',
  'core/package.json': '{"name":"@pegasus/core","type":"module","exports":{"./*":"./*"}}',
  'core/answer.ts': 'export const answer: number = 42;\n',
  'server/package.json': '{"name":"@pegasus/server","type":"module"}',
  'node_modules/other/package.json': '{"name":"other","type":"module","exports":"./main.js"}',
  'node_modules/other/main.js': 'export const other = 1;',
  'server/node_modules/other/package.json': '{"name":"other","type":"module","exports":"./main.js"}',
  'server/node_modules/other/main.js': 'export const other = 2;',
  'server/own.ts': `export { other } from 'other';`,
  'ops/launch/run.ts': `
    import { answer } from '@pegasus/core/answer.ts';
    import { other } from 'other';
    import { other as own } from '../../server/own.ts';
    const ok = answer === 42 && other === 1 && own === 2;
    console.log(JSON.stringify([{ id: process.argv[2], ok, reason: ok ? undefined : 'it is ' + answer }]));
    process.exitCode = ok ? 0 : 1;`,
};

before(() => {
  root = mkdtempSync(join(tmpdir(), 'pegasus-sabotage-test-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  execFileSync('git', ['init', '-q'], { cwd: root });
});
after(() => rmSync(root, { recursive: true }));

const item = (...sabotages: Partial<Sabotage>[]): LaunchItem => ({
  id: '9.9',
  title: 'The answer',
  endpoint: 'none',
  prove: async () => {},
  sabotages: sabotages.map((given) => ({
    breaks: 'the answer',
    file: 'core/answer.ts',
    find: '42',
    replace: '41',
    ...given,
  })),
});

test('a sabotage that the item notices is caught, and the project itself is not touched', async () => {
  const outcomes = await sabotageItem(item({}), root);
  assert.deepEqual(outcomes, [{ breaks: 'the answer', caught: true, reason: 'it is 41' }]);
  assert.equal(readFileSync(join(root, 'core/answer.ts'), 'utf8'), FILES['core/answer.ts']);
});

test('a sabotage that the item does not notice survives, and each is tried alone', async () => {
  const harmless = { breaks: 'nothing', find: 'number', replace: 'unknown' };
  const outcomes = await sabotageItem(item({}, harmless), root);
  assert.deepEqual(
    outcomes.map(({ caught }) => caught),
    [true, false],
  );
});

test('an item that fails without any sabotage tells nothing', async () => {
  writeFileSync(join(root, 'core/answer.ts'), 'export const answer = 40;\n');
  await assert.rejects(sabotageItem(item({ find: '40' }), root), /untouched copy fails.*it is 40/);
  writeFileSync(join(root, 'core/answer.ts'), FILES['core/answer.ts'] ?? '');
});

test('a sabotage must fit exactly one place', () => {
  const sabotage = { breaks: '', file: 'a.ts', find: 'x', replace: '$&y' };
  assert.equal(applySabotage('axb', sabotage), 'a$&yb');
  assert.throws(() => applySabotage('ab', sabotage), /fits 0/);
  assert.throws(() => applySabotage('xx', sabotage), /fits 2/);
});
