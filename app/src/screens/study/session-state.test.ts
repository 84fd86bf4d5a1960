import type { DueItem } from '@pegasus/core/study/answers.ts';
import { dueAfterGrades, newSchedule, scheduleOf } from '@pegasus/core/study/schedule.ts';
import { afterAnswer, beginSession, inTime, takenBack, tally, without } from './session-state.ts';

const NOW = new Date('2026-11-25T20:00:00.000Z');
const item = (itemId: string): DueItem => {
  const schedule = newSchedule(NOW);
  return {
    lectureId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    lectureTitle: 'Membranes',
    courseId: '6f9619ff-8b86-4d01-b42d-00cf4fc964fe',
    itemId,
    block: { kind: 'card', form: 'basic', front: itemId, back: 'b', difficulty: 1, tags: [], itemId },
    schedule,
    leech: false,
    next: dueAfterGrades(schedule, NOW),
  };
};
const begun = () => beginSession(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(item));
const ids = ({ queue }: { queue: readonly { itemId: string }[] }) =>
  queue.map(({ itemId }) => itemId).join('');

describe('a session of study', () => {
  test('asks again a little later what was not known, and lets go what was', () => {
    const forgotten = afterAnswer(begun(), 'again', 'r1', NOW);
    expect(ids(forgotten)).toBe('bcdeafg');
    expect(forgotten.done).toBe(0);
    const known = afterAnswer(forgotten, 'easy', 'r2', NOW);
    expect(ids(known)).toBe('cdeafg');
    expect(known.done).toBe(1);
  });

  test('what comes again is scheduled on from its grade', () => {
    const [again] = afterAnswer(beginSession([item('a')]), 'again', 'r1', NOW).queue;
    const log = { kind: 'grade', id: 'x', lectureId: 'x', itemId: 'a', at: NOW.toISOString() } as const;
    expect(again?.schedule).toEqual(scheduleOf([{ ...log, grade: 'again' }]));
  });

  test('takes back the last grade, and names the entry of the log that it takes back', () => {
    const session = afterAnswer(afterAnswer(begun(), 'easy', 'r1', NOW), 'again', 'r2', NOW);
    const once = takenBack(session);
    expect(once?.reviewId).toBe('r2');
    expect(once && ids(once.session)).toBe('bcdefg');
    const twice = once && takenBack(once.session);
    expect(twice?.session).toEqual(begun());
    expect(twice && takenBack(twice.session)).toBeUndefined();
  });

  test('leaves out what shall not be asked any more, and ends', () => {
    let session = without(begun());
    expect(ids(session)).toBe('bcdefg');
    while (session.queue.length > 0) session = afterAnswer(session, 'easy', 'r', NOW);
    expect([session.done, session.total]).toEqual([7, 7]);
    expect(tally(session)).toEqual({ again: 0, hard: 0, good: 0, easy: 6 });
  });

  test('says when something comes again in the unit that fits', () => {
    const after = (minutes: number) => inTime(new Date(NOW.getTime() + minutes * 60_000).toISOString(), NOW);
    expect([1, 59, 60, 1440, 1440 * 90].map(after)).toEqual(['1 min', '59 min', '1 h', '1 d', '3 mo']);
  });
});
