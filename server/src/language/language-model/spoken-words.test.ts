import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSpokenWords } from './spoken-words.ts';
import { lecture } from './test-run.ts';

const spoken = readSpokenWords(
  lecture('Osmosis is the movement', 'of water, through a membrane.', '', 'Water is wet. Water', 'moves.')
    .segments,
);

describe('a quote', () => {
  test('is found across segments, whatever its case and punctuation', () => {
    assert.deepEqual(spoken.find('MOVEMENT of water through'), ['s0', 's1']);
  });
  test('is found where it is cited, when it is said more than once', () => {
    assert.deepEqual(spoken.find('water'), ['s1']);
    assert.deepEqual(spoken.find('water', ['s3']), ['s3']);
    assert.deepEqual(spoken.find('water', ['s4']), ['s1']);
  });
  test('may leave words out with an ellipsis, but every part must be said', () => {
    assert.deepEqual(spoken.find('Osmosis is … a membrane'), ['s0', 's1']);
    assert.equal(spoken.find('Osmosis is … a miracle'), undefined);
  });
  test('of whole words only is found', () => {
    assert.equal(spoken.find('mosis is'), undefined);
    assert.equal(spoken.find('wat'), undefined);
  });
  test('of nothing is nowhere', () => {
    assert.equal(spoken.find(''), undefined);
    assert.equal(spoken.find(' … '), undefined);
  });
});
