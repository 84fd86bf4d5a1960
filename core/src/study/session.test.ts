import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { planStudy } from './plan.ts';
import { atDay, grade, START } from './review.fixture.ts';
import { newSchedule, scheduleOf } from './schedule.ts';
import { composeSession, type Studied } from './session.ts';

const now = new Date(atDay(30));
const item = (lectureId: string, itemId: string, over: Partial<Studied> = {}): Studied => ({
  lectureId,
  itemId,
  place: Number(itemId.replace(/\D/g, '')),
  schedule: newSchedule(now),
  ...over,
});
const learned = (lastDay: number) => scheduleOf([grade(1, 0, 'good'), grade(2, lastDay, 'good')]);
const ids = (items: readonly Studied[]) => items.map(({ itemId }) => itemId);

describe('a session', () => {
  test('holds nothing that is not due and nothing that is suspended', () => {
    const notDue = item('a', 'i1', { schedule: scheduleOf([grade(1, 29, 'good'), grade(2, 29.9, 'easy')]) });
    const suspended = item('a', 'i2', { schedule: { ...learned(1), suspended: true } });
    assert.deepEqual(composeSession([notDue, suspended], now), []);
  });

  test('begins with what is being learned, then what is most likely forgotten', () => {
    const learning = item('a', 'i9', { schedule: scheduleOf([grade(1, 29.9, 'again')]) });
    const weak = item('a', 'i5', { schedule: scheduleOf([grade(1, 0, 'good'), grade(2, 0.01, 'good')]) });
    const strong = item('a', 'i4', { schedule: scheduleOf([grade(1, 0, 'good'), grade(2, 3, 'good')]) });
    assert.deepEqual(ids(composeSession([strong, weak, learning], now)), ['i9', 'i5', 'i4']);
  });

  test('lets lectures take turns, so that a long one starves none', () => {
    const long = Array.from({ length: 40 }, (_, at) => item('long', `i${at}`));
    const short = Array.from({ length: 5 }, (_, at) => item('short', `i${100 + at}`));
    const first = composeSession([...long, ...short], now, { fresh: 10, due: 0 });
    assert.equal(first.filter(({ lectureId }) => lectureId === 'short').length, 5);
    assert.equal(first.length, 10);
  });

  test('sets items of one thread apart where others are there', () => {
    const items = [
      ...[1, 2, 3].map((at) => item('a', `i${at}`, { threadId: 'x' })),
      ...[4, 5, 6].map((at) => item('a', `i${at}`, { threadId: 'y' })),
    ];
    const threads = composeSession(items, now).map(({ threadId }) => threadId);
    assert.ok(
      threads.every((thread, at) => at === 0 || thread !== threads[at - 1]),
      threads.join(' '),
    );
  });

  test('spreads new items among those that are repeated, and loses none', () => {
    const due = Array.from({ length: 12 }, (_, at) => item('a', `i${at}`, { schedule: learned(1) }));
    const fresh = Array.from({ length: 4 }, (_, at) => item('a', `i${100 + at}`));
    const session = composeSession([...due, ...fresh], now);
    assert.deepEqual(ids(session).toSorted(), ids([...due, ...fresh]).toSorted());
    const places = session.flatMap(({ schedule }, at) => (schedule.state === 'new' ? [at] : []));
    const gaps = places.map((at, nth) => at - (places[nth - 1] ?? -1));
    assert.ok(Math.max(...gaps) <= 4 && Math.min(...gaps) >= 2, gaps.join(' '));
  });

  test('keeps to what is left of the day', () => {
    const due = Array.from({ length: 12 }, (_, at) => item('a', `i${at}`, { schedule: learned(1) }));
    const fresh = Array.from({ length: 30 }, (_, at) => item('a', `i${100 + at}`));
    const session = composeSession([...due, ...fresh], now, { fresh: 2, due: 5 });
    assert.equal(session.length, 7);
    assert.equal(composeSession([...due, ...fresh], now, { fresh: -3, due: -1 }).length, 0);
  });

  test('is the same for the same items in another order', () => {
    const items = [
      ...Array.from({ length: 9 }, (_, at) => item('a', `i${at}`, { schedule: learned(at + 1) })),
      ...Array.from({ length: 5 }, (_, at) => item('a', `i${20 + at}`)),
    ];
    assert.deepEqual(ids(composeSession(items.toReversed(), now)), ids(composeSession(items, now)));
  });
});

describe('a plan up to the exam', () => {
  const from = new Date(START);
  const exam = new Date(atDay(14));

  test('brings every new item before the exam, in even parts, and none in the last two days', () => {
    const plan = planStudy({ schedules: new Array(60).fill(undefined), now: from, exam });
    assert.equal(plan.days.length, 14);
    assert.equal(
      plan.days.reduce((sum, { fresh }) => sum + fresh, 0),
      60,
    );
    assert.equal(plan.left, 0);
    assert.deepEqual(
      plan.days.slice(0, 12).map(({ fresh }) => fresh),
      new Array(12).fill(5),
    );
    assert.deepEqual(
      plan.days.slice(12).map(({ fresh }) => fresh),
      [0, 0],
    );
    assert.ok(
      plan.days.slice(5).every(({ repeat }) => repeat > 0),
      'what was learned comes again',
    );
    assert.deepEqual([plan.days[0]?.date, plan.exam], ['2026-11-25', '2026-12-09']);
  });

  test('begins with what is overdue', () => {
    const plan = planStudy({
      schedules: [scheduleOf([grade(1, -40, 'good'), grade(2, -39, 'good')])],
      now: from,
      exam,
    });
    assert.equal(plan.days[0]?.repeat, 1);
  });

  test('says what does not fit any more', () => {
    const tomorrow = new Date(atDay(1));
    const plan = planStudy({ schedules: new Array(100).fill(undefined), now: from, exam: tomorrow });
    assert.deepEqual([plan.days.length, plan.days[0]?.fresh, plan.left], [1, 40, 60]);
    assert.deepEqual(planStudy({ schedules: [undefined], now: from, exam: from }), {
      exam: '2026-11-25',
      days: [],
      left: 1,
    });
  });
});
