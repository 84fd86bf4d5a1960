import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gatherEvidence } from './evidence.ts';
import { readLecture } from './lecture-reading.ts';
import { passageOf } from './passage.ts';
import { findTurnedWords } from './turned-words.ts';

function turned(said: string, claim: string): string | undefined {
  const lecture = readLecture({ segments: [{ id: 's0', start: 0, end: 9, text: said }] });
  const [evidence] = gatherEvidence(claim, passageOf(lecture, ['s0']));
  assert.ok(evidence);
  return findTurnedWords(evidence, lecture);
}

const TRADE = 'There is a trade that can be made that helps both sides, and it is not made.';
const SHOCK = 'So if there is a supply shock, these firms cannot raise the price of their goods.';

describe('a claim that repeats a sentence is turned round by', () => {
  const cases: [string, string, string, RegExp][] = [
    [
      'a «not» less, though the same word stands undenied as well',
      TRADE,
      'There is a trade that can be made that helps both sides, and it is made.',
      /lecture denies «made»/,
    ],
    [
      'a contraction less',
      "The layer only uses the inputs of the training set, it doesn't use the labels.",
      'The layer only uses the inputs of the training set, it does use the labels.',
      /lecture denies/,
    ],
    [
      'a «not» more',
      SHOCK,
      'If there is not a supply shock, these firms cannot raise the price of their goods.',
      /claim denies/,
    ],
    [
      'a «not» in the frame of its question',
      SHOCK,
      'Why is not it that if there is a supply shock, these firms cannot raise the price of their goods?',
      /claim denies/,
    ],
    [
      'a «not» at its end',
      'The test tells us whether a drug works for the patients.',
      'The test tells us whether a drug works for the patients not.',
      /claim denies/,
    ],
  ];
  for (const [how, said, claim, reason] of cases)
    test(how, () => assert.match(turned(said, claim) ?? '', reason));
});

describe('nothing is turned round where a claim', () => {
  const cases: [string, string, string][] = [
    ['says the same', TRADE, 'There is a trade that can be made that helps both sides, and it is not made.'],
    [
      'denies with another form',
      SHOCK,
      "If there is a supply shock, these firms can't raise the price of their goods.",
    ],
    [
      'ends in a «not» of the lecture',
      'The test tells us whether a drug works for the patients or not.',
      'Whether a drug works for the patients or not.',
    ],
    [
      'has a denial that is a sentence of its own',
      'Students often think that inflammation is something that we should suppress. It is not.',
      'Students often think that inflammation is something that we should suppress. It is not.',
    ],
    [
      'denies with a word of its own',
      'The wall does not let the large molecules through into the cell.',
      'The wall keeps out and stops the large molecules through into the cell.',
    ],
    ['is put in words of its own', SHOCK, 'Firms that face such a shock are not able to ask for more money.'],
  ];
  for (const [how, said, claim] of cases) test(how, () => assert.equal(turned(said, claim), undefined));
});
