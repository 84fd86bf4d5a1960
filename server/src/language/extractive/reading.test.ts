import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTagger } from '../tagger.ts';
import { isDistractor } from './distractors.ts';
import { findFigures } from './figures.ts';
import { readMaterial } from './material.ts';

/** What is read out of a lecture that says this, a segment a line. */
async function read(...lines: string[]) {
  const segments = lines.map((text, index) => ({
    id: `s${index}`,
    start: index * 10,
    end: index * 10 + 9.8,
    text,
  }));
  const provenance = { provider: 'written' };
  return readMaterial(
    { language: 'en', seconds: lines.length * 10, segments, provenance },
    await openTagger(),
  );
}

const asked = async (...lines: string[]) =>
  (await read(...lines)).facts.map(({ question, answer }) => `${question} ${answer}`);

describe('questions that a sentence answers in so many words', () => {
  const answered: [string, string][] = [
    [
      'There are three main kinds of phagocytes: neutrophils, macrophages and dendritic cells.',
      'What are the three main kinds of phagocytes? neutrophils, macrophages and dendritic cells',
    ],
    [
      'John Garcia found that rats avoid a taste if they get sick hours later.',
      'What did John Garcia find? rats avoid a taste if they get sick hours later',
    ],
    [
      'MHC stands for major histocompatibility complex.',
      'What does MHC stand for? major histocompatibility complex',
    ],
    ['Clonal selection was proposed by Frank Burnet in 1957.', 'Who proposed clonal selection? Frank Burnet'],
    [
      'The law of effect says that behavior with good consequences becomes more likely.',
      'What does the law of effect say? behavior with good consequences becomes more likely',
    ],
    [
      'The problem with continuous reinforcement is that it leads to fast extinction.',
      'What is the problem with continuous reinforcement? it leads to fast extinction',
    ],
    [
      'Continuous reinforcement leads to fast learning but also to fast extinction.',
      'What does continuous reinforcement lead to? fast learning but also to fast extinction',
    ],
  ];
  for (const [sentence, fact] of answered) {
    test(sentence, async () => assert.deepEqual(await asked(sentence), [fact]));
  }

  for (const sentence of [
    'There are three kinds of phagocytes: neutrophils and macrophages.',
    'He found that rats avoid a taste if they get sick hours later.',
    'It depends on the number of cells in the blood.',
    'The problem with it is that nobody knows the answer.',
    'This leads to fast learning but also to fast extinction.',
  ]) {
    test(`nothing: ${sentence}`, async () => assert.deepEqual(await asked(sentence), []));
  }

  test('a lecturer’s own question is answered by the sentence after it, if that speaks of the same', async () => {
    const question = 'How does a phagocyte know what to eat?';
    assert.deepEqual(await asked(question, 'The answer is pattern recognition.'), [
      `${question} pattern recognition`,
    ]);
    assert.deepEqual(await asked(question, 'Neutrophils live for a day or two in the blood.'), []);
  });
});

describe('sentences that recognition ran together', () => {
  test('a comma between two sentences ends the first', async () => {
    const { definitions } = await read(
      'It sits on the disk and does nothing, a process is a program in execution.',
    );
    assert.deepEqual(
      definitions.map(({ term, definition }) => `${term}: ${definition}`),
      ['process: a program in execution'],
    );
  });

  for (const sentence of [
    'We see that when the price rises, consumers buy less of the good.',
    'The curve slopes down because as the price goes up, consumers buy less of it.',
    'If the quantum is too short, the processor spends its time on switches.',
    'The more you produce, the more you can sell on the market.',
    'The lecturer, who knew the market well, said that the price would fall.',
  ]) {
    test(`it stays one: ${sentence}`, async () => {
      const { sentences } = await read(sentence);
      assert.equal(sentences.length, 1, sentences.map(({ text }) => text).join(' | '));
    });
  }

  test('a small letter after a full stop begins a sentence', async () => {
    const { sentences } = await read(
      'Fork is a call of the kernel. user programs cannot touch the hardware.',
    );
    assert.equal(sentences.length, 2);
  });

  test('sounds of hesitation are left out, words never', async () => {
    const { sentences } = await read('Adaptive immunity is, uh, just the part that really learns.');
    assert.equal(sentences[0]?.text, 'Adaptive immunity is just the part that really learns.');
  });
});

describe('mistakes', () => {
  const view = 'Students often think that inflammation is something that the body should always suppress.';

  test('a mistaken view is shown with the words that set it right', async () => {
    const { passages } = await read(view, 'It is not.');
    const passage = passages.get(0);
    assert.ok(passage, 'it may be shown');
    assert.ok(passage.roles.includes('misconception'));
    assert.equal(passage.quote, `${view} It is not.`);
    assert.deepEqual(passage.sources, ['s0', 's1']);
  });

  test('without them it is not shown as a mistake, because it would be learned', async () => {
    const { passages } = await read(view, 'Inflammation has four signs in every tissue.');
    assert.ok(!passages.get(0)?.roles.includes('misconception'));
  });
});

test('a number is asked for where the sentence has one and says of what', async () => {
  const material = await read(
    'Thomas Newcomen built the first engine in 1712.',
    'You pay 20 dollars for the bread.',
    'Wages rose from 10 percent to 20 percent in England.',
  );
  const hidden = findFigures(material).map(({ passage, start, end }) => passage.quote.slice(start, end));
  assert.deepEqual(hidden, ['1712']);
});

test('a term that means nearly the same is no distractor, for it would be right as well', async () => {
  const { definitions } = await read(
    'An inefficiency is a situation in which a trade that helps both sides does not happen.',
    'An efficiency loss is a case where trades that could help both sides are not made.',
    'A tariff is a tax that a country puts on goods from abroad.',
  );
  const [inefficiency, loss, tariff] = definitions;
  assert.ok(inefficiency && loss && tariff);
  assert.ok(!isDistractor(loss, inefficiency));
  assert.ok(isDistractor(tariff, loss));
});

test('a definition keeps the half that turns its meaning', async () => {
  const { definitions } = await read(
    'In economics, whenever there is a trade that helps both sides, and it is not made, that is an inefficiency.',
    'An inefficiency costs both sides of the trade.',
  );
  assert.match(definitions[0]?.definition ?? '', /and it is not made/);
});
