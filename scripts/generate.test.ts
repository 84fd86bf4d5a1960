import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDifference } from './generate.ts';

test('the same text has no difference', () => {
  assert.equal(firstDifference('a\nb\n', 'a\nb\n'), undefined);
});

test('the first line that differs is told from both sides', () => {
  assert.equal(firstDifference('a\nb\nc', 'a\nx\ny'), 'line 2\n    kept:      b\n    generated: x');
});

test('a file that is missing, too short or too long differs', () => {
  assert.equal(firstDifference(undefined, 'a'), 'is not there');
  assert.match(firstDifference('a', 'a\nb') ?? '', /^line 2\n.*\(the file ends\)\n.*b$/);
  assert.match(firstDifference('a\nb', 'a') ?? '', /^line 2\n.*b\n.*\(the file ends\)$/);
});
