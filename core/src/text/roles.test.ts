import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Role } from '../presets/define.ts';
import { isGeneral, rolesOf } from './roles.ts';
import { said } from './said.fixture.ts';

const NONE = { defines: false, givesCause: false, holdsTerm: false, speakers: false };
const roles = (marked: string, hints = {}) => rolesOf(said(marked), { ...NONE, ...hints });

/** For each role a sentence that plays it and one that only looks so. */
const CASES: [Role, string, string][] = [
  ['key-point', 'The key point is that water moves/V.', 'The key is in the door.'],
  ['recap', 'To recap, water moves/V through walls.', 'The recap is on Monday.'],
  ['cause', 'Heat leads/V to loss of water.', 'The cause of death is heat.'],
  ['contrast', 'Osmosis needs/V none, whereas transport needs/V energy.', 'Osmosis needs/V a wall.'],
  ['example', 'For example, salt draws/V water.', 'The water is salty/J.'],
  ['analogy', 'The wall is like a fence.', 'Cells like/V water.'],
  ['evidence', 'One study found/V that water moves/V.', 'Students study/V water.'],
  ['misconception', 'Many people think/V that salt moves/V.', 'Many people drink/V water.'],
  ['dependency', 'The rate depends/V on the wall.', 'The rate is high/J.'],
  ['kind-of', 'Osmosis is a kind of diffusion.', 'Osmosis is kind/J to plants.'],
  ['step', 'First, you multiply/V the rate.', 'First aid saves/V lives.'],
  ['question', 'Why does water move/V?', 'People ask/V why water moves/V.'],
  ['open-question', 'We do not know/V how cells sense/V salt.', 'We know/V how cells sense/V salt.'],
  ['position', 'Keynes/P argues/V that demand matters/V.', 'People argue/V in class.'],
  ['critique', 'The problem with the model is its size.', 'The problem is solved/V.'],
];

describe('roles', () => {
  for (const [role, plays, looks] of CASES) {
    test(`${role}: ${plays.replace(/\/[A-Z]/g, '')}`, () => assert.ok(roles(plays).includes(role)));
    test(`no ${role}: ${looks.replace(/\/[A-Z]/g, '')}`, () => assert.ok(!roles(looks).includes(role)));
  }

  test('a question plays no other role', () => {
    assert.deepEqual(roles('Does the rate depend/V on the wall?'), ['question']);
  });

  test('definitions and causes are told by their finders, claims by a term and the present', () => {
    assert.ok(roles('Osmosis is movement.', { defines: true }).includes('definition'));
    assert.ok(roles('Osmosis is movement.', { givesCause: true }).includes('cause'));
    assert.ok(roles('Osmosis is movement.', { holdsTerm: true }).includes('claim'));
    assert.ok(!roles('Osmosis was movement.', { holdsTerm: true }).includes('claim'));
  });

  test('a named speaker among several takes a position', () => {
    const sentence = said('Osmosis is movement.', { speaker: 'ANNA' });
    assert.ok(rolesOf(sentence, { ...NONE, holdsTerm: true, speakers: true }).includes('position'));
    assert.ok(!rolesOf(sentence, { ...NONE, holdsTerm: true }).includes('position'));
  });
});

test('what happened once is not general', () => {
  assert.equal(isGeneral(said('Water moves/V through walls.')), true);
  assert.equal(isGeneral(said('Water is moved/V by salt.')), true);
  assert.equal(isGeneral(said('Water moved/V through the wall.')), false);
  assert.equal(isGeneral(said('The price rose/V in May.')), false);
  assert.equal(isGeneral(said('Buyers would pay/V more.')), false);
});
