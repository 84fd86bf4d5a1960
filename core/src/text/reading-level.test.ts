import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readingGrade, syllables } from './reading-level.ts';

test('syllables are counted by their vowels, silent endings left out', () => {
  const words = { cat: 1, make: 1, water: 2, elasticity: 5, jumped: 1, the: 1, table: 2 };
  for (const [word, count] of Object.entries(words)) assert.equal(syllables(word), count, word);
});

test('plain sentences read at a lower grade than learned ones', () => {
  const plain = readingGrade('The cat sat on the mat. It was a big cat.');
  const learned = readingGrade(
    'Institutional heterogeneity complicates the empirical identification of macroeconomic elasticities considerably.',
  );
  assert.ok(plain < 3, String(plain));
  assert.ok(learned > 15, String(learned));
  assert.equal(readingGrade(''), 0);
});
