import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'pegasus-test-'));
after(() => rmSync(folder, { recursive: true }));
let trees = 0;

/** Runs the command on a made-up project. */
function runOn(files: Record<string, string>, ...parts: string[]) {
  const root = join(folder, `tree-${trees++}`);
  mkdirSync(join(root, 'core'), { recursive: true });
  const head = `import { after, describe, test } from 'node:test';\n`;
  for (const [name, source] of Object.entries(files)) writeFileSync(join(root, 'core', name), head + source);
  // Inside of a test file node:test runs nothing, so this run must not know that it is inside of one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const words = [join(import.meta.dirname, 'test.ts'), '--root', root, ...parts];
  const { status, stdout } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  return { status, stdout, closing: stdout.trimEnd().split('\n').at(-1) };
}

const GOOD = `test('good', () => {});\n`;

test('when all pass, the closing line counts them and the command succeeds', () => {
  const { status, closing, stdout } = runOn({ 'a.test.ts': GOOD + GOOD, 'b.test.ts': GOOD });
  assert.equal(closing, '3 passed, 0 failed');
  assert.equal(status, 0);
  assert.match(stdout, /✔ core\/a\.test\.ts {2}2 passed/);
});

test('when one fails, its name, place and reason are told and the command fails', () => {
  const source = `${GOOD}test('the sum is right', () => { throw new Error('it is 5'); });`;
  const { status, closing, stdout } = runOn({ 'a.test.ts': source });
  assert.equal(closing, '1 passed, 1 failed');
  assert.equal(status, 1);
  assert.match(stdout, /✖ the sum is right\n {2}core\/a\.test\.ts:3\n {4}Error: it is 5/);
});

test('a test is counted once, not again with what it stands in', () => {
  const source = `describe('suite', () => { test('bad', () => { throw 1; }); ${GOOD} });
    test('parent', async (t) => { await t.test('child', () => { throw 2; }); });`;
  assert.equal(runOn({ 'a.test.ts': source }).closing, '1 passed, 2 failed');
});

test('a project without tests fails', () => {
  const { status, closing } = runOn({});
  assert.equal(closing, '0 passed, 0 failed');
  assert.equal(status, 1);
});

for (const [what, source] of [
  ['holds no test', ''],
  ['breaks while it is loaded', `throw new Error('at load');`],
  ['ends its own process in the middle', `test('exits', () => process.exit(0)); ${GOOD}`],
  ['ends its own process after a good test', `${GOOD} test('exits', () => process.exit(0)); ${GOOD}`],
  ['leaves an error behind', `test('late', () => { setTimeout(() => { throw new Error('late'); }, 20); });`],
  ['fails while it cleans up', `${GOOD} after(() => { throw new Error('clean-up'); });`],
] as const) {
  test(`a file fails that ${what}`, () => {
    const { status, stdout } = runOn({ 'a.test.ts': source, 'b.test.ts': GOOD });
    assert.equal(status, 1, stdout);
    assert.match(stdout, /, [1-9]\d* failed\n$/);
  });
}

test('what is skipped is named with its reason and is not counted as passed', () => {
  const source = `${GOOD}test('with ffmpeg', { skip: 'no ffmpeg here' }, () => {});`;
  const { closing, stdout } = runOn({ 'a.test.ts': source });
  assert.equal(closing, '1 passed, 0 failed');
  assert.match(stdout, /skipped: with ffmpeg \(no ffmpeg here\)/);
});

test('parts of paths choose the files', () => {
  const { closing } = runOn({ 'a.test.ts': GOOD, 'b.test.ts': GOOD + GOOD }, 'core/b');
  assert.equal(closing, '2 passed, 0 failed');
});
