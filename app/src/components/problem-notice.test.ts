import { PROBLEMS, Problem, ProblemCode } from '@pegasus/core/problem.ts';
import { wordsOf } from './problem-notice.tsx';

test.each(ProblemCode.options)('%s is told in the words of the table, thrown or kept', (code) => {
  const thrown = wordsOf(new Problem(code));
  expect(thrown).toMatchObject({ code, title: PROBLEMS[code].title, remedy: PROBLEMS[code].remedy });
  expect(wordsOf(new Problem(code).toDocument())).toEqual(thrown);
});

test('what is no Problem is a fault of ours, and keeps its words to itself', () => {
  const words = wordsOf(new TypeError('undefined is not a function'));
  expect(words.code).toBe('internal');
  expect(JSON.stringify(words)).not.toContain('undefined is not');
});
