import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quantitiesOf } from './quantities.ts';
import { stem } from './stem.ts';
import { contentStems, normalise, wordsOf } from './words.ts';

describe('words', () => {
  test('stand where they stand in the text, and with their own letters', () => {
    const text = 'It’s -2.5% of $1,000: a long-term plan.';
    const words = wordsOf(text);
    for (const { text: word, start, end } of words) assert.equal(text.slice(start, end), word);
    assert.deepEqual(
      words.map(({ norm }) => norm),
      ["it's", '-2.5', '%', 'of', '$', '1,000', 'a', 'long', 'term', 'plan'],
    );
  });

  test('a hyphen between numbers is no minus', () => {
    assert.deepEqual(
      wordsOf('5-10 days, but −3 degrees').map(({ norm }) => norm),
      ['5', '10', 'days', 'but', '-3', 'degrees'],
    );
  });

  test('texts that differ in case, spacing and punctuation are equal when normalised', () => {
    assert.equal(normalise('“Well, it’s  COLD!”'), normalise("well it's cold"));
    assert.notEqual(normalise("it's cold"), normalise('it is cold'));
  });

  test('words that only hold a sentence together are no content', () => {
    assert.deepEqual(contentStems('It is the diffusion of water, and nothing more'), ['diffus', 'water']);
  });
});

describe('stems', () => {
  /** Examples of Porter's own paper. */
  const PORTER =
    'caresses:caress ponies:poni cats:cat feed:feed agreed:agre plastered:plaster motoring:motor conflated:conflat ' +
    'hopping:hop falling:fall hissing:hiss failing:fail filing:file happy:happi relational:relat ' +
    'conditional:condit hopefulness:hope formality:formal triplicate:triplic formative:form electrical:electr ' +
    'goodness:good revival:reviv allowance:allow adjustable:adjust replacement:replac adoption:adopt ' +
    'effective:effect rate:rate cease:ceas controlling:control';
  for (const [word = '', expected = ''] of PORTER.split(' ').map((pair) => pair.split(':'))) {
    test(`${word} → ${expected}`, () => assert.equal(stem(word), expected));
  }

  test('irregular forms, possessives and spelled numbers meet their plain form', () => {
    for (const [one = '', other = ''] of [
      ['rose', 'rises'],
      ['fallen', 'falls'],
      ['mitochondria', 'mitochondrion'],
      ["smith's", 'smith'],
      ['seven', '7'],
    ]) {
      assert.equal(stem(one), stem(other), one);
    }
  });
});

describe('quantities', () => {
  const CASES: [string, string][] = [
    ['about two thirds of them', '0.667'],
    ['more than half', '0.5'],
    ['in 1885', '1885'],
    ['in eighteen eighty-five', '1885'],
    ['twenty-five percent', '25 percent'],
    ['56 per cent, 42%', '56 percent, 42 percent'],
    ['$3.5 million', '3500000 dollar'],
    ['220 millions of kilograms', '220000000 kilogram'],
    ['a hundred and twenty people', '120'],
    ['one hundred and twenty-five', '125'],
    ['three point five grams', '3.5 gram'],
    ['the third stage', '3'],
    ['a third of it', '0.333'],
    ['five to ten days', '5, 10 day'],
    ['1,000 cells', '1000'],
    ['-2.5 and minus 3', '-2.5, -3'],
    ['seven nanometers and 7 nanometres', '7 nanometre, 7 nanometre'],
    ['nothing to count', ''],
  ];
  for (const [text, expected] of CASES) {
    test(`«${text}» → ${expected || 'none'}`, () => {
      const found = quantitiesOf(wordsOf(text)).map(({ value, unit }) =>
        [Math.round(value * 1000) / 1000, unit].filter((part) => part !== undefined).join(' '),
      );
      assert.equal(found.join(', '), expected);
    });
  }

  test('a bare «one» is weak, «one hour» is not', () => {
    assert.deepEqual(
      quantitiesOf(wordsOf('one of them took one hour')).map(({ weak }) => weak),
      [true, false],
    );
  });
});
