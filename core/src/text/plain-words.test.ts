import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainWords } from './plain-words.ts';
import { typingDistance } from './typing-distance.ts';

describe('plain words', () => {
  for (const [text, words] of [
    ['The Cell’s wall, 3-D!', ['the', 'cell', 's', 'wall', '3', 'd']],
    ['Élasticité ﬁne', ['elasticite', 'fine']],
    ['細胞膜 cell', ['細', '胞', '膜', 'cell']],
    ['الخلية', ['الخلية']],
    ['— … ', []],
  ] as const) {
    test(`of «${text}»`, () =>
      assert.deepEqual(
        plainWords(text).map(({ word }) => word),
        words,
      ));
  }

  test('say where they stand', () => {
    const text = 'An élan vital';
    assert.deepEqual(
      plainWords(text).map(({ start, end }) => text.slice(start, end)),
      ['An', 'élan', 'vital'],
    );
  });
});

describe('typing distance', () => {
  for (const [one, other, distance] of [
    ['membrane', 'membrane', 0],
    ['membrane', 'mebrane', 1],
    ['membrane', 'membarne', 1],
    ['osmosis', 'osmossis', 1],
    ['osmosis', 'oxidise', 3],
    ['', 'ab', 2],
  ] as const) {
    test(`${one || 'nothing'} to ${other} is ${distance}`, () =>
      assert.equal(typingDistance(one, other, 2), distance));
  }
});
