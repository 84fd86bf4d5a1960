import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matches } from './path-pattern.ts';

test('one star stays within a folder, two go below it', () => {
  assert.ok(matches('server/src/main.ts', ['server/src/*.ts']));
  assert.ok(!matches('server/src/db/open.ts', ['server/src/*.ts']));
  assert.ok(matches('server/src/db/open.ts', ['server/src/**']));
  assert.ok(matches('core/src/a.test.ts', ['core/src/**/*.test.ts']));
  assert.ok(matches('core/src/text/a.test.ts', ['core/src/**/*.test.ts']));
});

test('a full stop in a pattern is only a full stop', () => {
  assert.ok(!matches('core/src/a-ts', ['core/src/*.ts']));
});
