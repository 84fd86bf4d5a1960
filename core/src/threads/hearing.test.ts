import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hear, listenTo, vocabularyOf } from './hearing.ts';

const NAMES = ['demand', 'demand curve', 'osmosis'];

/** How often each name is heard, and in which segments it is recalled. */
function heardIn(...lines: string[]) {
  const segments = lines.map((text, index) => ({ id: `s${index}`, start: index, end: index + 1, text }));
  const heard = hear(listenTo({ segments }), vocabularyOf(NAMES.map((name) => [name])));
  return Object.fromEntries(
    [...heard].map(([index, { times, recalled }]) => [NAMES[index], `${times} ${recalled.join(',')}`.trim()]),
  );
}

describe('listening for concepts', () => {
  test('the longest name wins', () => {
    assert.deepEqual(heardIn('The demand curve shows demand.'), { 'demand curve': '1', demand: '1' });
  });
  test('a name may run over the border of two segments, but not of two sentences', () => {
    assert.deepEqual(heardIn('Look at the demand', 'curve of pork.'), { 'demand curve': '1' });
    assert.deepEqual(heardIn('We know demand. Curve it.'), { demand: '1' });
    assert.deepEqual(heardIn('We know demand, curve and all.'), { demand: '1' });
  });
  test('what is only announced is not heard', () => {
    assert.deepEqual(heardIn('Next week we will talk about osmosis.'), {});
    assert.deepEqual(heardIn('We will come back to osmosis in two lectures.'), {});
    assert.deepEqual(heardIn('Osmosis needs a membrane.'), { osmosis: '1' });
  });

  const recalls = [
    'Last week we looked at osmosis.',
    'In the first lecture we saw osmosis.',
    'We saw osmosis last time.',
    'Osmosis, as we have already discussed, needs no energy.',
    'Remember osmosis?',
  ];
  for (const line of recalls)
    test(`«${line}» recalls`, () => assert.deepEqual(heardIn(line), { osmosis: '1 s0' }));

  const not = [
    'Last week we looked at walls, and today we look at osmosis.',
    'Please remember osmosis.',
    'I want you to remember that osmosis is passive.',
    'Osmosis is the last part of the first chapter.',
  ];
  for (const line of not) test(`«${line}» does not`, () => assert.deepEqual(heardIn(line), { osmosis: '1' }));

  test('the sentence that goes on telling recalls too, with the words that say so', () => {
    assert.deepEqual(heardIn('Last time was about plants.', 'We talked about osmosis.'), { osmosis: '1 s1' });
    assert.deepEqual(heardIn('Last time was about', 'demand in a shop.'), { demand: '1 s0,s1' });
  });
  test('«remember» recalls nothing that this lecture has said already', () => {
    assert.deepEqual(heardIn('Osmosis is slow.', 'Remember that osmosis is slow.'), { osmosis: '2' });
  });
});
