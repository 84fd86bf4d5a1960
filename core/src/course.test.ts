import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Name } from './course.ts';

test('a name loses what turns the direction of writing and what breaks its line', () => {
  assert.equal(Name.parse(' Notes \u202efdp.exe\u202c\n  of week 1 '), 'Notes fdp.exe of week 1');
});

test('a name in another script stays as it is', () => {
  for (const name of ['مقدمة في الاقتصاد', '経済学入門', 'Économie 👩‍🏫'])
    assert.equal(Name.parse(name), name);
});

test('a name of nothing but such marks is none, and one that is too long is refused', () => {
  for (const name of ['', ' ', '\u202e\u2066', 'x'.repeat(201)])
    assert.equal(Name.safeParse(name).success, false);
});
