import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChapters } from './chapters.ts';
import { looksEnglish } from './english.ts';
import { findKinds } from './kinds.ts';
import { lowerFirst, properNames } from './proper-names.ts';
import { rankSentences } from './rank.ts';
import { lecture } from './said.fixture.ts';
import { findTerms } from './terms.ts';

const often = (...sentences: string[]) => lecture(...Array.from({ length: 6 }, () => sentences).flat());
const names = (...sentences: string[]) => findTerms(often(...sentences)).map(({ name }) => name);

test('a term merges its plural and its capital, and knows its sentences', () => {
  const terms = findTerms(
    lecture('A demand curve falls/V.', 'Demand curves fall/V.', 'We see/V the demand curve.'),
  );
  const curve = terms.find(({ key }) => key === 'demand curve');
  assert.deepEqual(curve?.sentences, [0, 1, 2]);
  assert.equal(curve?.name, 'demand curve');
});

test('a longer term outranks the parts that only stand inside it', () => {
  const found = names('The price elasticity rises/V.');
  assert.ok(found.includes('price elasticity'));
});

test('general nouns, symbols, contractions and clauses are no terms', () => {
  const found = names(
    'The thing is a way.',
    'P1 is E1.',
    'The price rises/V.',
    'We see/V the beef rises.',
    "It's hers.",
  );
  for (const wrong of ['thing', 'way', 'P1', 'E1', 'beef rises', "It's"])
    assert.ok(!found.includes(wrong), wrong);
});

test('a coarse word is no part of a term', () => {
  assert.deepEqual(
    names('The damn soil/N holds/V water.').filter((name) => /damn/i.test(name)),
    [],
  );
});

test('«supply and demand equilibrium» gives no «demand equilibrium»', () => {
  assert.ok(!names('Supply and demand equilibrium holds/V.').includes('demand equilibrium'));
});

test('kinds are read from words and from compounds, not from denials', () => {
  const sentences = often(
    'Osmosis is a kind of passive/J transport.',
    'Passive/J transport is slow/J.',
    'Salt is not a kind of transport.',
    'The transport ends/V.',
    'Osmosis ends/V.',
  );
  const kinds = findKinds(sentences, findTerms(sentences)).map(({ narrow, broad, how }) => [
    narrow,
    broad,
    how,
  ]);
  assert.ok(
    kinds.some(
      ([narrow, broad, how]) => narrow === 'osmosis' && broad === 'passive transport' && how === 'said',
    ),
  );
  assert.ok(
    kinds.some(
      ([narrow, broad, how]) => narrow === 'passive transport' && broad === 'transport' && how === 'named',
    ),
  );
  assert.ok(!kinds.some(([narrow]) => narrow === 'salt'));
});

test('chapters part where the words change, within their limits', () => {
  const one = Array.from({ length: 40 }, () => 'The cell wall holds/V water and salt.');
  const two = Array.from({ length: 40 }, () => 'A market price moves/V buyers and sellers.');
  const chapters = findChapters(lecture(...one, ...two), { shortest: 60, longest: 300 });
  assert.deepEqual(
    chapters.map(({ from, to }) => [from, to]),
    [
      [0, 40],
      [40, 80],
    ],
  );
});

test('chapters cover the lecture without a gap, and a short lecture is one', () => {
  const many = lecture(
    ...Array.from({ length: 900 }, (_, index) => `The thing${index % 37} moves/V the word${index % 11}.`),
  );
  const chapters = findChapters(many, { shortest: 200, longest: 900 });
  assert.equal(chapters[0]?.from, 0);
  assert.equal(chapters.at(-1)?.to, 900);
  for (const [index, chapter] of chapters.entries()) {
    if (index > 0) assert.equal(chapter.from, chapters[index - 1]?.to);
    assert.ok(chapter.end - chapter.start <= 905);
  }
  assert.equal(findChapters(lecture('Water moves/V.'), { shortest: 60, longest: 300 }).length, 1);
  assert.deepEqual(findChapters([], { shortest: 60, longest: 300 }), []);
});

test('the sentence that shares most words with its chapter ranks first', () => {
  const sentences = lecture(
    'The wall holds/V water.',
    'Water leaves/V the wall with salt.',
    'Salt enters/V.',
    'Dogs bark/V.',
  );
  const ranks = rankSentences(sentences, [{ from: 0, to: 4, start: 0, end: 20 }]);
  assert.equal(ranks.indexOf(Math.max(...ranks)), 1);
  assert.equal(ranks.indexOf(Math.min(...ranks)), 3);
});

test('a name keeps its capital, a word at the beginning of a sentence loses it', () => {
  const known = properNames(lecture('We met/V Darwin in London.', 'Water met/V water.'));
  assert.equal(lowerFirst('Darwin wrote', known), 'Darwin wrote');
  assert.equal(lowerFirst('Water moved', known), 'water moved');
  assert.equal(lowerFirst('DNA is long', known), 'DNA is long');
  assert.equal(lowerFirst('A cell', known), 'a cell');
});

test('English is told from other languages', () => {
  assert.equal(
    looksEnglish('This is what we are going to look at in the lecture and it is about the cell. '.repeat(3)),
    true,
  );
  assert.equal(
    looksEnglish('Das ist es, was wir uns in der Vorlesung ansehen, und es geht um die Zelle. '.repeat(3)),
    false,
  );
});
