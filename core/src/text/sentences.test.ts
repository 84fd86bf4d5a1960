import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Problem } from '../problem.ts';
import { punctuationQuality, readSentences } from './restore.ts';
import { plainTagger } from './said.fixture.ts';
import { joinSegments, LONGEST_SENTENCE, splitSentences } from './sentences.ts';

const segments = (...texts: string[]) =>
  texts.map((text, index) => ({ id: `s${index}`, start: index * 10, end: index * 10 + 10, text }));
const split = (...texts: string[]) => splitSentences(joinSegments(segments(...texts)));
const texts = (...given: string[]) => split(...given).map(({ text }) => text);

describe('sentences', () => {
  test('run over the borders of captions and know the captions that they touch', () => {
    const found = split('Cells need water. Osmosis moves', 'it through the membrane. Then', 'it stops.');
    assert.deepEqual(
      found.map(({ text, segments: ids }) => [text, ids]),
      [
        ['Cells need water.', ['s0']],
        ['Osmosis moves it through the membrane.', ['s0', 's1']],
        ['Then it stops.', ['s1', 's2']],
      ],
    );
  });

  test('have times in proportion to where they stand in their captions', () => {
    const [first, second] = split('aaaa aaaa. Bbbb bbbb.');
    assert.ok(first && second);
    assert.equal(first.start, 0);
    assert.ok(first.end > 4 && first.end < 6 && second.start >= first.end && second.end === 10);
  });

  test('do not end at abbreviations, initials and numbers', () => {
    assert.deepEqual(texts('Dr. Smith met J. Brown at 3.5 miles, e.g. in Fig. Two. Then he left.'), [
      'Dr. Smith met J. Brown at 3.5 miles, e.g. in Fig. Two.',
      'Then he left.',
    ]);
    assert.deepEqual(texts('We call it Q. It is small.'), ['We call it Q.', 'It is small.']);
  });

  test('end where a speaker begins, without the label', () => {
    const found = split('PROFESSOR: What is it? AUDIENCE: A cell', 'of the body. PROFESSOR: Yes.');
    assert.deepEqual(
      found.map(({ speaker, text }) => [speaker, text]),
      [
        ['PROFESSOR', 'What is it?'],
        ['AUDIENCE', 'A cell of the body.'],
        ['PROFESSOR', 'Yes.'],
      ],
    );
    assert.deepEqual(texts('>> Hello there. >> Hi.'), ['Hello there.', 'Hi.']);
  });

  test('a single word in capitals before a colon inside a sentence is no speaker', () => {
    assert.deepEqual(texts('One thing about NASA: it flies.'), ['One thing about NASA: it flies.']);
  });

  test('too long for one, a text becomes pieces that are not whole', () => {
    const found = split('and so on '.repeat(400));
    assert.ok(found.length > 10 && found.every(({ whole, words }) => !whole && words <= LONGEST_SENTENCE));
  });
});

describe('punctuation', () => {
  test('is good in ordinary speech and bad where stops are missing', () => {
    assert.equal(punctuationQuality('We look at cells today. They are small. '.repeat(40)).good, true);
    assert.equal(punctuationQuality('we look at cells today they are small '.repeat(40)).good, false);
  });

  test('is not judged by a handful of words', () => {
    assert.equal(punctuationQuality('only a few words here').good, true);
  });

  test('is replaced by pauses where clauses begin after them', () => {
    const paused = Array.from({ length: 30 }, (_, index) => ({
      id: `s${index}`,
      start: index * 6,
      end: index * 6 + 4.8,
      text: 'the cell is a unit of life and it needs water',
    }));
    const { sentences, restored } = readSentences(paused, plainTagger);
    assert.equal(restored, true);
    assert.equal(sentences.length, 30);
    assert.ok(sentences.every(({ text }) => text === 'the cell is a unit of life and it needs water'));
  });

  test('is replaced by capitals on words that elsewhere go without', () => {
    const run = Array.from({ length: 30 }, (_, index) => ({
      id: `s${index}`,
      start: index * 4,
      end: index * 4 + 4,
      text: 'of the water It is held by the wall and it stays So the cell lives because it drinks so much',
    }));
    const { sentences } = readSentences(run, plainTagger);
    assert.ok(sentences.some(({ text }) => text === 'It is held by the wall and it stays'));
  });

  test('without stops, pauses and capitals is a problem that says so', () => {
    const endless = Array.from({ length: 40 }, (_, index) => ({
      id: `s${index}`,
      start: index * 4,
      end: index * 4 + 4,
      text: 'and the cell takes in water and',
    }));
    assert.throws(
      () => readSentences(endless, plainTagger),
      (error) => error instanceof Problem && error.code === 'captions-unpunctuated',
    );
  });
});
