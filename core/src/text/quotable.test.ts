import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quoteOf, type Unquotable, whyNotQuotable } from './quotable.ts';
import { said } from './said.fixture.ts';

const judge = (marked: string) => whyNotQuotable(said(marked), { maxWords: 30 });

describe('a sentence may be quoted when it stands alone', () => {
  for (const sentence of [
    'The demand curve slopes/V down because buyers want/V less of a good.',
    'So osmosis is the movement of water.',
    'If the wall breaks/V, the cell dies/V.',
    'Buyers pay/V what they can.',
    'It is hard/J to measure/V demand.',
    'People know/V that water moves/V.',
    'Equilibrium is that point where supply meets/V demand.',
    'Why does a cell need/V water?',
    'Plants need/V water in summer, right?',
    'The wall of the cell moves/V water — a slow/J process — into the root.',
    'Whenever a trade fails/V, that is a loss for both sides.',
  ]) {
    test(sentence.replace(/\/[A-Z]/g, ''), () => assert.equal(judge(sentence), undefined));
  }
});

describe('a sentence is not quoted when it', () => {
  const cases: [string, string, Unquotable][] = [
    ['leans on a pronoun', 'They move/V the water of the cell.', 'dangling'],
    ['begins with «this»', 'This is the water of the cell.', 'dangling'],
    ['points back with «that»', 'Buyers want/V more at that price.', 'dangling'],
    ['points back with «these»', 'Cells need/V these proteins for life.', 'dangling'],
    ['speaks of «such a» thing', 'Buyers want/V more at such a price.', 'dangling'],
    ['goes on from «or»', 'Or water moves/V through the wall.', 'dependent-start'],
    ['is only a reason', 'Because water moves/V through the wall.', 'dependent-start'],
    ['is only a condition', 'If water moves/V through the wall.', 'dependent-start'],
    ['is a heading', 'What a cell can do/X, what a cell cannot do/X.', 'dependent-start'],
    ['is tied to a figure', 'The curve in Figure 3 shows/V the price.', 'pointing'],
    ['is tied to the board', 'You can see/V the curve on the board.', 'pointing'],
    ['is about the course', 'The homework is on the website of the course.', 'housekeeping'],
    ['has symbols', 'The price is P1 at the point e1.', 'symbol'],
    ['is told by the lecturer of himself', 'The students gave/V me a price.', 'first-person'],
    ['puts words into a mouth', 'The buyers say/V, look, we want/V more.', 'spoken-role'],
    ['is an order', 'Imagine/V a cell in salt water.', 'order'],
    ['leaves open of what', 'The main/J disadvantage is that a wall needs/V water.', 'dangling'],
    ['announces', "It's time to look/V at the wall of the cell.", 'filler'],
    ['corrects itself', 'The wall or sorry the membrane moves/V water.', 'filler'],
    ['begins with a piece', 'Water moved/V by the wall, and salt is in the root.', 'no-verb'],
    ['begins with a misheard «their»', 'There next/J step is a model of the cell.', 'dependent-start'],
    ['speaks of one «it» after many', 'When cells grow/V, it will/X just/R be a cell.', 'dangling'],
    ['only looks as if «it» meant nothing', "It's connected/V to several/J cells.", 'dangling'],
    ['begins again after a dash', 'If the cell — the cell moves/V water.', 'broken-off'],
    ['has no verb of its own', 'The movement of water through the wall.', 'no-verb'],
    ['has no subject', 'Never really/R worked/V in the field of economics.', 'no-verb'],
    ['is broken off', 'The cell -- the wall moves/V water.', 'broken-off'],
    ['was not understood', 'The cell takes/V [INAUDIBLE] from the wall.', 'broken-off'],
    ['stammers', 'The the cell takes/V water from salt.', 'repetition'],
    ['begins twice', 'The price of the price of pork rises/V.', 'repetition'],
    ['is full of fillers', 'The cell, you know/V, takes/V water.', 'filler'],
    ['is coarse', 'The cell takes/V in all the shit water.', 'coarse'],
    ['is too short', 'Water moves/V.', 'length'],
    ['does not begin', 'the cell takes/V in water quickly.', 'lower-case-start'],
    ['does not end', 'The cell takes/V in water and the', 'unended'],
  ];
  for (const [what, sentence, reason] of cases) test(what, () => assert.equal(judge(sentence), reason));

  test('is longer than is wanted, or a piece', () => {
    const sentence = said('The cell takes/V in water from the salt around the wall.');
    assert.equal(whyNotQuotable(sentence, { maxWords: 8 }), 'length');
    assert.equal(whyNotQuotable({ ...sentence, whole: false }, { maxWords: 30 }), 'piece');
  });
});

test('a quote leaves out connecting words at the start and nothing else', () => {
  assert.equal(quoteOf(said('So now, water moves/V.')), 'Water moves.');
  assert.equal(quoteOf(said('The key point is that water moves/V.')), 'Water moves.');
  assert.equal(quoteOf(said('So that water moves/V.')), 'So that water moves.');
  assert.equal(quoteOf(said('Now that water moves/V.')), 'Now that water moves.');
  assert.equal(quoteOf(said('Water does not just move/V.')), 'Water does not just move.');
});

test('a sentence is not quoted when the one before it stopped short, as where recognition cut the sound', () => {
  const sentence = said('Water in the wall is the reserve of the cell.');
  const after = (marked: string) => whyNotQuotable(sentence, { maxWords: 30, previous: said(marked) });
  assert.equal(after('The cell holds/V the same amount of.'), 'continued');
  assert.equal(after('The cell holds/V the same amount.'), undefined);
});
