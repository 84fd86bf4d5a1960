import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { storeMaterial } from './test-material.ts';
import { openTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let client: Client;
let lecture: Lecture;
before(async () => {
  server = await openTestServer();
  client = server.client;
  lecture = await server.newLecture();
  await storeMaterial(server.services, lecture);
});
after(() => server.close());

const find = (words: string, course = lecture.courseId) => client.search({ query: { words, course } });
const idsOf = async (words: string) => (await find(words)).items.map(({ id }) => id).sort();

describe('search', () => {
  test('finds what is said and what was made of it, with the moment and the matching words', async () => {
    const { items } = await find('slope');
    assert.deepEqual(items.map(({ id }) => id).sort(), ['c1', 's1']);
    const said = items.find(({ id }) => id === 's1');
    assert.equal(said?.moment, 41.5);
    assert.deepEqual(
      said?.matches.map(({ start, end }) => said.text.slice(start, end)),
      ['slope'],
    );
    assert.deepEqual([said?.kind, said?.lectureTitle], ['segment', lecture.title]);
  });

  for (const [what, typed] of [
    ['a letter that is missing', 'elastcity'],
    ['letters that are swapped', 'elastictiy'],
    ['a letter too many', 'ellasticity'],
    ['another case and accents', 'ÉLASTICITY'],
    ['the beginning of a word', 'elast'],
  ] as const) {
    test(`forgives ${what}`, async () => {
      assert.ok((await idsOf(typed)).includes('s0'), typed);
    });
  }

  test('says what a mistyped word was taken for, and only then', async () => {
    assert.deepEqual((await find('percntages')).instead, [{ typed: 'percntages', taken: ['percentages'] }]);
    assert.deepEqual((await find('percentages')).instead, []);
  });

  test('wants all words in one place, and otherwise takes some', async () => {
    assert.deepEqual(await idsOf('slope units'), ['c1', 's1']);
    assert.deepEqual(await idsOf('ratio slope'), ['b1', 'c1', 's0', 's1']);
  });

  test('gives nothing for what is not said, for signs only, and for what would break a query', async () => {
    for (const words of ['photosynthesis', '***', "'; drop table passages; --", "zz' | 'zy"]) {
      assert.deepEqual((await find(words)).items, [], words);
    }
    assert.equal((await find('!slope & (')).items.length, 2);
  });

  test('stays within the course that is named', async () => {
    const other = await server.newCourse();
    assert.deepEqual((await find('slope', other.id)).items, []);
  });
});
