import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { definitionsIn } from './definitions.ts';
import { said } from './said.fixture.ts';

const found = (marked: string) =>
  definitionsIn(said(marked)).map(({ term, definition }) => [term, definition]);

describe('definitions are found in', () => {
  const cases: [string, string, string][] = [
    [
      'Osmosis is the movement of water through a membrane.',
      'Osmosis',
      'the movement of water through a membrane',
    ],
    ['A copayment is what you pay/V at the clinic.', 'copayment', 'what you pay at the clinic'],
    [
      'So equilibrium is that point where supply meets/V demand.',
      'equilibrium',
      'that point where supply meets demand',
    ],
    [
      'Viruses are agents that copy/V themselves in cells.',
      'Viruses',
      'agents that copy themselves in cells',
    ],
    ['In biology, osmosis is a process that moves/V water.', 'osmosis', 'a process that moves water'],
    ['We define/V "osmosis" as the movement of water.', 'osmosis', 'the movement of water'],
    ['Osmosis is defined/V as the movement of water.', 'Osmosis', 'the movement of water'],
    ['By welfare we mean/V the health of society.', 'welfare', 'the health of society'],
    ['When we say/V "welfare," we mean/V the health of society.', 'welfare', 'the health of society'],
    ['Osmosis means/V the movement of water.', 'Osmosis', 'the movement of water'],
    ['A process that moves/V water is called/V osmosis.', 'osmosis', 'A process that moves water'],
    [
      'It uses/V facilitated/J diffusion, which is a process that needs/V proteins.',
      'facilitated diffusion',
      'a process that needs proteins',
    ],
    [
      'Elastic/J demand is demand where people leave/V quickly.',
      'Elastic demand',
      'demand where people leave quickly',
    ],
    [
      'Osmotes, as the name implies/V, are processes that move/V water.',
      'Osmotes',
      'processes that move water',
    ],
    [
      'Osmosis is a process that moves/V water, as many/J of you know/V.',
      'Osmosis',
      'a process that moves water',
    ],
  ];
  for (const [sentence, term, definition] of cases) {
    test(sentence.replace(/\/[A-Z]/g, ''), () => assert.deepEqual(found(sentence), [[term, definition]]));
  }
});

describe('definitions are not seen in', () => {
  for (const sentence of [
    'It is a process that moves/V water.',
    'This is a process that moves/V water.',
    'The answer is a number that grows/V.',
    'The cell is the place where we begin/V.',
    'Osmosis is a good/J example of a process.',
    'Osmosis is a problem that we know/V.',
    'Osmosis is important/J in plants.',
    'Osmosis is not a process that moves/V salt.',
    'Is osmosis a process that moves/V water?',
    'Our osmosis is a process that moves/V water.',
    'What it means/V is that water moves/V.',
    'Osmosis is water.',
    'The blue/J box is where the cell moves/V its water.',
    'Osmosis was a surprise that nobody expected/V.',
    'Osmosis is a process that -- well, it moves/V water.',
  ]) {
    test(sentence.replace(/\/[A-Z]/g, ''), () => assert.deepEqual(found(sentence), []));
  }
});

test('a definition knows its article and whether its term is plural', () => {
  const [one] = definitionsIn(said('A vacuole is a space that holds/V water in cells.'));
  const [many] = definitionsIn(said('Viruses are agents that copy/V themselves in cells.'));
  assert.deepEqual([one?.article?.toLowerCase(), one?.plural], ['a', false]);
  assert.deepEqual([many?.article, many?.plural], [undefined, true]);
});
