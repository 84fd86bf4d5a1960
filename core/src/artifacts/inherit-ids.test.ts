import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Card } from './flashcards.ts';
import { inheritIds } from './inherit-ids.ts';

const card = (id: string, question: string, answer: string, sources = ['s1']): Card => ({
  id,
  sources,
  difficulty: 1,
  tags: [],
  form: 'basic',
  question,
  answer,
  verbatim: false,
});
const made = (...cards: Card[]) => ({ flashcards: { cards } });
const idsAfter = (now: Card[], before: Card[]) =>
  inheritIds(made(...now), made(...before)).flashcards?.cards.map(({ id }) => id);

const OLD = card('card-old', 'Why do cells need a membrane?', 'It keeps the inside apart from the outside.');

describe('an item of a new run', () => {
  test('that is worded a little otherwise takes over the id of the earlier one', () => {
    const now = card(
      'card-new',
      'Why do cells need membranes and a membrane?',
      OLD.form === 'basic' ? OLD.answer : '',
    );
    assert.deepEqual(idsAfter([now], [OLD]), ['card-old']);
  });

  for (const [what, now] of [
    [
      'turns the meaning',
      card('card-new', 'Why do cells not need a membrane?', 'It keeps the inside apart from the outside.'),
    ],
    [
      'has another figure',
      card('card-new', 'Why do cells need 2 a membrane?', 'It keeps the inside apart from the outside.'),
    ],
    ['has another answer', card('card-new', 'Why do cells need a membrane?', 'Proteins sit in it.')],
    [
      'is from another place',
      card('card-new', 'Why do cells need a membrane?', 'It keeps the inside apart from the outside.', [
        's7',
      ]),
    ],
  ] as const) {
    test(`that ${what} is another item`, () => {
      assert.deepEqual(idsAfter([now], [OLD]), ['card-new']);
    });
  }

  test('never takes an id that another item has kept, and no two take one', () => {
    const [one, two] = ['card-1', 'card-2'].map((id) =>
      card(id, 'Why do cells need a membrane at all?', 'It keeps the inside apart from the outside.'),
    );
    assert.ok(one && two);
    assert.deepEqual(idsAfter([OLD, one], [OLD]), ['card-old', 'card-1']);
    assert.equal(new Set(idsAfter([one, two], [OLD])).size, 2);
  });
});

test('relations follow the concepts whose ids they go from and to', () => {
  const concept = (id: string, name: string) => ({ id, sources: ['s1'], name });
  const map = (water: string, salt: string) => ({
    'concept-map': {
      concepts: [concept(water, 'the moving water of a cell'), concept(salt, 'salt')],
      relations: [{ id: 'r1', sources: ['s1'], from: water, to: salt, label: 'dissolves' }],
    },
  });
  const before = map('concept-water', 'concept-salt');
  const now = map('concept-w2', 'concept-salt');
  assert.deepEqual(inheritIds(now, before), before);
});

test('material that cannot be read any more gives no ids', () => {
  assert.deepEqual(inheritIds(made(OLD), { flashcards: { cards: 'old form' } }), made(OLD));
});
