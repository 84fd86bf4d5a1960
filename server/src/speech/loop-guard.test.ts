import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapseLoops, tooFast } from './loop-guard.ts';

test('a phrase that goes round is said once', () => {
  const looped = `The cell divides. ${'And then it grows again, '.repeat(6)}until it stops.`;
  assert.deepEqual(collapseLoops(looped), {
    text: 'The cell divides. And then it grows again, until it stops.',
    dropped: 25,
  });
});

test('a word that goes round is said once, whatever its case and punctuation', () => {
  assert.equal(collapseLoops('So you, you you. You, you you end').text, 'So you, end');
});

test('a long sentence that goes round is found', () => {
  const sentence = 'the rate of change of the momentum equals the force, ';
  assert.equal(collapseLoops(sentence.repeat(3)).text, sentence.trim());
});

for (const honest of [
  'No, no, no, that is not what it says.',
  'It is very, very, very, very important.',
  'step by step by step by step we go',
  'one plus one plus one is three',
  'The more you read the more you know, the more you read the more you ask.',
  'I said what I said what I said.',
  '',
]) {
  test(`what people do say stays: "${honest}"`, () => {
    assert.deepEqual(collapseLoops(honest), { text: honest, dropped: 0 });
  });
}

test('nobody says thirty words in two seconds, but ten', () => {
  assert.equal(tooFast('word '.repeat(30), 2), true);
  assert.equal(tooFast('word '.repeat(10), 2), false);
  assert.equal(tooFast('Yes, of course.', 0.4), false);
  assert.equal(tooFast('', 0), false);
});
