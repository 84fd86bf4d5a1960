import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningCases, sentencesOfExamples } from './running-cases.ts';
import { lecture } from './said.fixture.ts';
import type { Term } from './terms.ts';

const SENTENCES = lecture(
  'A price rises/V with demand.',
  'For example, Tulip Shop sells/V flowers.',
  'Tulip Shop has two shops.',
  'For example, the Tulip Shop raises/V its price when demand rises/V.',
  'For instance, demand rises/V in spring.',
  'For example, demand falls/V in autumn.',
);

function term(name: string, proper: boolean): Term {
  const lower = name.toLowerCase();
  const sentences = SENTENCES.flatMap(({ index, text }) =>
    text.toLowerCase().includes(lower) ? [index] : [],
  );
  const words = name.split(' ').length;
  return { key: lower, name, words, count: sentences.length, proper, sentences } as Term;
}
const TERMS = [term('Tulip Shop', true), term('demand', false), term('price', false)];

test('whoever examples are told of again and again is a case', () => {
  assert.deepEqual([...runningCases(SENTENCES, TERMS, new Set())], ['tulip shop']);
});

test('what the lecture explains is none, nor what one example is told of', () => {
  assert.deepEqual([...runningCases(SENTENCES, TERMS, new Set(['tulip shop']))], []);
  assert.deepEqual([...runningCases(SENTENCES.slice(0, 3), TERMS, new Set())], []);
});

test('an example goes on as long as its own things are spoken of', () => {
  const told = lecture(
    'A key names/V one row.',
    'For example, the city and the zip code stand/V in one row.',
    'The zip code of a city gives/V its name.',
    'A key never changes/V.',
    'A zip code names/V one city of a country.',
  );
  assert.deepEqual([...sentencesOfExamples(told, new Set())], [2, 4]);
  assert.deepEqual(
    [...sentencesOfExamples(told, new Set([4]))],
    [2],
    'what explains a term is no part of it',
  );
});

test('a named party that uses what the lecture is about is a case', () => {
  const told = lecture(
    'Tulip Shop uses/V a chart for its prices.',
    'A chart shows/V the demand.',
    'Tulip Shop can use/V a map.',
    'Adam Smith wrote/V of demand.',
  );
  const terms = ['Tulip Shop', 'Adam Smith'].map((name) => {
    const lower = name.toLowerCase();
    const sentences = told.flatMap(({ index, text }) => (text.includes(name) ? [index] : []));
    return { key: lower, name, words: 2, count: sentences.length, proper: true, sentences } as Term;
  });
  assert.deepEqual([...runningCases(told, terms, new Set())], ['tulip shop']);
});
