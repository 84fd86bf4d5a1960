import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalizedWords, sumErrors, wordErrorRate } from './wer.ts';

const same: [string, string][] = [
  ['Hello, World!', 'hello world'],
  ['a well-known rule', 'a well known rule'],
  ['the wood cutters', 'the woodcutters'],
  ['the bookkeeper left', 'the book keeper left'],
  ['in fourteen fifty-five', 'in 1455'],
  ['in nineteen oh four', 'in 1904'],
  ['in eighteen hundred', 'in 1800'],
  ['forty-two lines', '42 lines'],
  ['one hundred and five', '105'],
  ['two thousand three hundred and forty-one', '2,341'],
  ['three million two', '3000002'],
  ['the fifteenth century', 'the 15th century'],
  ['the twenty-first of May', 'the 21st of May'],
  ['the two hundredth time', 'the 200th time'],
  ['mister Smith and doctor Lee', 'Mr. Smith & Dr. Lee'],
  ['three point one four', '3.14'],
  ['ten percent', '10%'],
  ['it’s fine', "it's fine"],
];
for (const [spoken, written] of same) {
  test(`"${spoken}" and "${written}" are the same words`, () => {
    assert.equal(wordErrorRate(spoken, written).rate, 0);
    assert.equal(wordErrorRate(written, spoken).rate, 0);
  });
}

const different: [string, string][] = [
  ['twenty-five', '2005'],
  ['one and two', '12'],
  ['flour', 'flower'],
  ['counselled', 'counseled'],
  ['a part', 'the part'],
  ['fifteen', 'fifteenth'],
  ["can't", 'can'],
];
for (const [spoken, written] of different) {
  test(`"${spoken}" and "${written}" are different`, () => {
    assert.notEqual(wordErrorRate(spoken, written).rate, 0);
  });
}

test('each kind of error is counted once', () => {
  const errors = wordErrorRate('the cat sat on the mat', 'the hat sat on mat');
  assert.deepEqual(errors, { words: 6, substitutions: 1, deletions: 1, insertions: 0, rate: 2 / 6 });
  assert.equal(wordErrorRate('as it was', 'as it once was').insertions, 1);
});

test('numbers next to each other stay apart unless they make a year', () => {
  assert.deepEqual(normalizedWords('one two three'), ['1', '2', '3']);
  assert.deepEqual(normalizedWords('hundreds and thousands and one'), [
    'hundreds',
    'and',
    'thousands',
    'and',
    '1',
  ]);
});

test('nothing heard is all deletions, and words out of nothing are an error', () => {
  assert.equal(wordErrorRate('one word more', '').rate, 1);
  assert.equal(wordErrorRate('', '').rate, 0);
  assert.equal(wordErrorRate('', 'ghost').rate, 1);
});

test('a sum is weighted by words, not by recordings', () => {
  const sum = sumErrors([wordErrorRate('a b c d e f g h i', 'a b c d e f g h i'), wordErrorRate('x', 'y')]);
  assert.equal(sum.rate, 0.1);
});
