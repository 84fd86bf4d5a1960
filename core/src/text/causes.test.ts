import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { causeAcross, causeIn, causeNamed } from './causes.ts';
import { said } from './said.fixture.ts';

const NAMES = new Set(['darwin']);
const asked = (marked: string) => {
  const cause = causeIn(said(marked), NAMES);
  return cause ? [cause.question, cause.reason] : undefined;
};

describe('a reason in the sentence becomes a why question by', () => {
  const cases: [string, string, string, string][] = [
    [
      'moving its auxiliary',
      'So the demand curve is steep/J because buyers need/V the good.',
      'Why is the demand curve steep?',
      'because buyers need the good.',
    ],
    [
      'putting «does» before its verb',
      'Osmosis matters/V to green/J plants because water keeps/V their stems up.',
      'Why does osmosis matter to green plants?',
      'because water keeps their stems up.',
    ],
    [
      'putting «do» before its verb',
      'Plants need/V water in summer because heat dries/V their leaves.',
      'Why do plants need water in summer?',
      'because heat dries their leaves.',
    ],
    [
      'keeping the order after a condition',
      'If the wall breaks/V, the cell dies/V because nothing holds/V its water.',
      'Why is it that if the wall breaks, the cell dies?',
      'because nothing holds its water.',
    ],
    [
      'keeping the capital of a name',
      'Darwin/P is known/V to biologists because evolution explains/V their facts.',
      'Why is Darwin known to biologists?',
      'because evolution explains their facts.',
    ],
  ];
  for (const [how, sentence, question, reason] of cases) {
    test(how, () => assert.deepEqual(asked(sentence), [question, reason]));
  }
});

describe('no why question comes of', () => {
  for (const [what, sentence] of [
    ['a subject from before', 'They are steep/J in summer because buyers need/V the good.'],
    ['a demonstrative', 'This curve is steep/J because buyers need/V the good.'],
    ['a denied reason', 'The curve is steep/J not because buyers need/V the good.'],
    ['two reasons', 'The curve is steep/J because buyers pay/V because sellers ask/V.'],
    ['a noun as reason', 'The demand curve is steep/J because of the good.'],
    ['a forecast', 'The quantity will fall/V because buyers need/V the good.'],
    ['an amount in the reason', 'The curve is steep/J here because buyers pay/V 3 million for goods.'],
    ['the lecturer in the reason', 'The demand curve is steep/J because I drew/V the good.'],
    ['a reason that points back', 'The demand curve is steep/J because buyers need/V that good.'],
  ] as const) {
    test(what, () => assert.equal(asked(sentence), undefined));
  }
});

test('a reason in the next sentence answers the lecturer’s own question and a statement', () => {
  const because = said('Because buyers need/V the good.', { index: 1 });
  const question = causeAcross(said('Why is the demand curve steep/J?'), because, NAMES);
  assert.deepEqual(
    [question?.question, question?.reason, question?.reasonSentence],
    ['Why is the demand curve steep?', 'Because buyers need the good.', 1],
  );
  const statement = causeAcross(said('The demand curve is steep/J.'), because, NAMES);
  assert.equal(statement?.question, 'Why is the demand curve steep?');
  assert.equal(causeAcross(said('What is a demand curve?'), because, NAMES), undefined);
  assert.equal(
    causeAcross(said('The demand curve is steep/J.'), said('Buyers need/V the good.'), NAMES),
    undefined,
  );
});

describe('no question is made of an effect that', () => {
  for (const [why, sentence] of [
    ['says one thing or the other', 'The level is high/J or is low/J because ice melts/V in many regions.'],
    [
      'only says how it is to be taken',
      'The price is just/R a small/J part of the problem because ice melts/V here and there.',
    ],
  ] as const)
    test(why, () => assert.equal(asked(sentence), undefined));
});

describe('a reason that is called one becomes a why question', () => {
  const named = (marked: string) => {
    const cause = causeNamed(said(marked), NAMES);
    return cause ? [cause.question, cause.reason] : undefined;
  };

  test('with «because», and words such as «simply» before it', () => {
    assert.deepEqual(
      named(
        'The reason that osmosis matters/V to green/J plants is simply/R because water keeps/V their stems up.',
      ),
      ['Why does osmosis matter to green plants?', 'because water keeps their stems up.'],
    );
  });

  test('with «that», which is no part of the reason', () => {
    assert.deepEqual(named('So the reason why the demand curve is steep/J is that buyers need/V the good.'), [
      'Why is the demand curve steep?',
      'buyers need the good.',
    ]);
  });

  test('but not where effect or reason hang on what was said before', () => {
    assert.equal(named('The reason is that buyers need/V the good.'), undefined);
    assert.equal(named('The reason it matters/V to plants is that water keeps/V their stems up.'), undefined);
    assert.equal(named('The reason why this curve is steep/J is that buyers need/V the good.'), undefined);
  });
});
