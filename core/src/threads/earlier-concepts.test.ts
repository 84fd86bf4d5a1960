import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EarlierConcept, type EarlierLecture, earlierConcepts } from './earlier-concepts.ts';
import { course, LECTURE_IDS } from './sample-course.ts';
import { weave } from './weave.ts';

const threads = weave(course);
const told: EarlierLecture[] = course.map(({ lectureId, transcript }, place) => ({
  lectureId,
  title: `Lecture ${place + 1}`,
  segments: transcript.segments,
}));
const names = (concepts: readonly EarlierConcept[]) => concepts.map(({ name }) => name).sort();

describe('what earlier lectures say of concepts', () => {
  test('is nothing for the first lecture of a course', () => {
    assert.deepEqual(earlierConcepts(threads, []), []);
  });

  test('is told of what those before it work with, and of no lecture after them', () => {
    assert.deepEqual(names(earlierConcepts(threads, told.slice(0, 1))), ['demand', 'equilibrium', 'supply']);
    const two = earlierConcepts(threads, told.slice(0, 2));
    assert.ok(two.every(({ lectureId }) => lectureId !== LECTURE_IDS[2]));
    assert.ok(names(two).includes('price elasticity'));
  });

  test('is told by the lecture that says what a concept is, though a later one works with it', () => {
    const demand = earlierConcepts(threads, told.slice(0, 2)).find(({ name }) => name === 'demand');
    assert.equal(demand?.lectureId, LECTURE_IDS[0]);
    assert.equal(demand?.lectureTitle, 'Lecture 1');
    assert.equal(demand?.defined, true);
    const equilibrium = earlierConcepts(threads, told.slice(0, 2)).find(({ name }) => name === 'equilibrium');
    assert.equal(equilibrium?.lectureId, LECTURE_IDS[0], 'the second only names it in passing');
    assert.equal(equilibrium?.defined, false);
  });

  test('is the words that show it with those around them, in order and bounded', () => {
    const [concept] = earlierConcepts(
      threads.filter(({ title }) => title === 'supply'),
      told,
    );
    EarlierConcept.parse(concept);
    assert.deepEqual(
      concept?.segments.map(({ id }) => id),
      ['s0', 's1', 's2'],
    );
    const long = told.map((lecture) => ({
      ...lecture,
      segments: lecture.segments.map((segment) => ({
        ...segment,
        text: `${segment.text} ${'word '.repeat(120)}`,
      })),
    }));
    for (const { segments } of earlierConcepts(threads, long)) {
      assert.ok(segments.reduce((sum, { text }) => sum + text.length, 0) <= 900);
    }
  });
});
