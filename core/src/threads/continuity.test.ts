import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Bodies } from '../artifacts/registry.ts';
import { Transcript } from '../transcript.ts';
import { ContinuityList, scoreContinuity } from './continuity.ts';
import { mentionsOf } from './mentions.ts';
import { course, LECTURE_IDS } from './sample-course.ts';
import { weave } from './weave.ts';

const fixture = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}.json`, import.meta.url), 'utf8'));

describe('continuity', () => {
  const list = (over: Partial<ContinuityList> = {}): ContinuityList => ({
    about: 'a test',
    how: 'by hand',
    lectures: ['one', 'two', 'three'],
    concepts: [{ names: ['demand'], lectures: ['one', 'two'], passing: ['three'] }],
    distinct: [],
    ...over,
  });
  const score = (given: ContinuityList) =>
    scoreContinuity(
      weave(course).filter(({ title }) => title === 'demand'),
      given,
      (id) => given.lectures[LECTURE_IDS.indexOf(id as (typeof LECTURE_IDS)[number])] ?? '',
    );

  test('a link of the list that was found is right, and one to a passing lecture is not judged', () => {
    assert.deepEqual(score(list()).right, ['demand: one → two']);
    assert.deepEqual(score(list()).wrong, []);
    assert.equal(score(list()).precision, 1);
  });
  test('a link that the list does not want is wrong', () => {
    const only = list({ concepts: [{ names: ['demand'], lectures: ['one', 'two'], passing: [] }] });
    assert.deepEqual(score(only).wrong, ['demand: one → three', 'demand: two → three']);
    assert.equal(score(only).precision, 1 / 3);
    assert.equal(score(list({ concepts: [] })).precision, 0);
  });
  test('a link that was not found is missing', () => {
    const more = list();
    more.concepts.push({ names: ['supply'], lectures: ['one', 'three'], passing: [] });
    assert.deepEqual(score(more).missing, ['supply: one → three']);
    assert.equal(score(more).recall, 0.5);
  });
  test('a pair that stands in one thread is told', () => {
    const threads = [{ title: 'supply', names: ['demand'], occurrences: [] }];
    const given = list({ distinct: [['supply', 'demand']] });
    assert.deepEqual(scoreContinuity(threads, given, String).merged, ['supply = demand']);
  });
});

describe('the lectures on cells', () => {
  const list = ContinuityList.parse(fixture('threads/cells'));
  const threads = weave(
    list.lectures.map((name) => {
      const transcript = Transcript.parse(fixture(`transcripts/${name}`));
      const bodies = fixture(`items/${name}`) as Bodies;
      return { lectureId: name, transcript, mentions: mentionsOf({ transcript, bodies }) };
    }),
  );
  const score = scoreContinuity(threads, list, String);

  test('link nothing that the list does not want, and merge nothing that it keeps apart', () => {
    assert.deepEqual(score.wrong, []);
    assert.deepEqual(score.merged, []);
    assert.deepEqual(score.doubles, []);
  });
  test('find the links of the concepts that their artifacts name', () => {
    for (const link of ['ATP', 'enzyme', 'inhibitor', 'facilitated diffusion'])
      assert.ok(
        score.right.some((right) => right.startsWith(`${link}:`)),
        link,
      );
    assert.ok(score.recall >= 0.4, `recall is ${score.recall}`);
  });
  test('make facilitated diffusion a kind of diffusion', () => {
    const thread = threads.find(({ key }) => key === 'facilitated diffusion');
    assert.deepEqual(thread?.kindOf, ['diffusion']);
  });
});
