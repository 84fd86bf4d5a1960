import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { introducedIn } from './introductions.ts';
import { lecture } from './said.fixture.ts';

function found(first: string, second: string): [string, string] | undefined {
  const [before, sentence] = lecture(first, second);
  assert.ok(before && sentence);
  const made = introducedIn(sentence, before);
  if (made) assert.deepEqual([made.named, made.sentence], [0, 1]);
  return made && [made.term, made.definition];
}

describe('a name that is brought up and explained right after is found in', () => {
  const cases: [string, string, string, string][] = [
    [
      'Sources can include/V flat/J files.',
      'These are files without a structure of their own.',
      'flat files',
      'files without a structure of their own',
    ],
    ['The cell has a vacuole.', 'This is a space that holds/V water.', 'vacuole', 'a space that holds water'],
    [
      'It stops/V a transitive/J dependency.',
      'This is when two columns lean/V on each other.',
      'transitive dependency',
      'when two columns lean on each other',
    ],
    [
      'A deletion anomaly.',
      'This occurs/V when one row takes/V another row with it.',
      'deletion anomaly',
      'when one row takes another row with it',
    ],
    [
      'It stays in the data storage component.',
      'So this is a database that serves/V as the foundation, right?',
      'data storage component',
      'a database that serves as the foundation',
    ],
  ];
  for (const [first, second, term, definition] of cases) {
    test(first.replace(/\/[A-Z]/g, ''), () => assert.deepEqual(found(first, second), [term, definition]));
  }
});

describe('it is not seen where', () => {
  const cases: [string, string, string][] = [
    ['number does not agree', 'The cell has a vacuole.', 'These are spaces that hold/V water.'],
    ['the name does not end the sentence', 'The vacuole grows/V.', 'This is a space that holds/V water.'],
    ['only a remark follows', 'The cell has a vacuole.', 'This is a problem that we know/V.'],
    [
      'the name is a turn of speech',
      'We speak/V in terms of attributes.',
      'These are values that we store/V.',
    ],
    ['something was asked', 'Does the cell have a vacuole?', 'This is a space that holds/V water.'],
    ['the noun is known from before', 'Water is in the cell.', 'This is a space that holds/V water.'],
  ];
  for (const [why, first, second] of cases) test(why, () => assert.equal(found(first, second), undefined));
});
