import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countChanges, lineDiff } from './line-diff.ts';

test('the same text has no difference', () => {
  assert.deepEqual(lineDiff('a\nb', 'a\nb'), []);
});

test('a changed line is told with what stands around it', () => {
  assert.deepEqual(lineDiff('a\nb\nc\nd\ne', 'a\nb\nX\nd\ne'), ['@@ line 2', '  b', '- c', '+ X', '  d']);
});

test('two changes far apart are told apart, each with its line', () => {
  const before = ['a', ...'bcdefgh', 'i'];
  const after = ['A', ...'bcdefgh', 'i', 'j'];
  assert.deepEqual(lineDiff(before.join('\n'), after.join('\n')), [
    '@@ line 1',
    '- a',
    '+ A',
    '  b',
    '@@ line 9',
    '  i',
    '+ j',
  ]);
});

test('a line that moved is gone in one place and new in the other', () => {
  assert.deepEqual(countChanges('a\nb\nc\nd', 'b\nc\nd\na'), { added: 1, removed: 1 });
});

test('a long difference is cut and says how much more there is', () => {
  const lines = lineDiff('', Array.from({ length: 100 }, (_, at) => `line ${at}`).join('\n'), 10);
  assert.equal(lines.length, 11);
  assert.match(lines.at(-1) ?? '', /^… and \d+ lines more$/);
});
