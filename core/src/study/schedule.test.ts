import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { retentionSince, standingOf } from './recall.ts';
import { atDay, grade, idOf, LECTURE, ordersOf, START, undo } from './review.fixture.ts';
import { GRADES, type Review } from './review.ts';
import { afterGrade, dueAfterGrades, isLeech, newSchedule, recallAt, scheduleOf } from './schedule.ts';

describe('a schedule is computed from the log', () => {
  const log: Review[] = [
    grade(1, 0, 'good'),
    grade(2, 1, 'good'),
    grade(3, 4, 'again'),
    undo(4, 4.01, 3),
    grade(5, 4.02, 'hard'),
  ];

  test('in whatever order entries arrive, and however often', () => {
    const expected = scheduleOf(log);
    for (const order of ordersOf(log)) {
      assert.deepEqual(scheduleOf(order), expected);
      assert.deepEqual(scheduleOf([...order, ...log]), expected);
    }
  });

  test('two devices that were apart come to the same once each has both logs', () => {
    const phone = [grade(1, 0, 'good'), grade(3, 2, 'again')];
    const laptop = [grade(2, 1, 'easy'), undo(4, 2.5, 3)];
    assert.deepEqual(scheduleOf([...phone, ...laptop]), scheduleOf([...laptop, ...phone]));
    assert.deepEqual(
      scheduleOf([...phone, ...laptop]),
      scheduleOf([grade(1, 0, 'good'), grade(2, 1, 'easy')]),
    );
  });

  test('what two devices did in the same instant has one order', () => {
    const [one, other] = [grade(1, 0, 'again'), grade(2, 0, 'easy')];
    assert.deepEqual(scheduleOf([one, other]), scheduleOf([other, one]));
    assert.notDeepEqual(scheduleOf([one, other]), scheduleOf([one]));
  });

  test('an undo takes back, and an undo of it brings it back', () => {
    const once = [grade(1, 0, 'good')];
    const twice = [...once, grade(2, 3, 'again')];
    assert.deepEqual(scheduleOf([...twice, undo(3, 3.1, 2)]), scheduleOf(once));
    assert.deepEqual(scheduleOf([...twice, undo(3, 3.1, 2), undo(4, 3.2, 3)]), scheduleOf(twice));
    assert.deepEqual(
      scheduleOf([...once, undo(9, 1, 77)]),
      scheduleOf(once),
      'of what is not there: nothing',
    );
  });

  test('undos that take back each other end', () => {
    const log = [grade(1, 0, 'good'), undo(2, 1, 3), undo(3, 1, 2)];
    assert.deepEqual(scheduleOf(log), scheduleOf(log.toReversed()));
  });

  test('suspended until resumed', () => {
    const common = { lectureId: LECTURE, itemId: 'card-a' };
    const suspend: Review = { ...common, kind: 'suspend', id: idOf(8), at: atDay(1) };
    const resume: Review = { ...common, kind: 'resume', id: idOf(9), at: atDay(2) };
    assert.equal(scheduleOf([grade(1, 0, 'good'), suspend]).suspended, true);
    assert.equal(scheduleOf([resume, grade(1, 0, 'good'), suspend]).suspended, false);
    assert.equal(scheduleOf([suspend]).state, 'new');
  });

  test('grade by grade it comes to what the whole log comes to', () => {
    let schedule = newSchedule(new Date(START));
    for (const [how, day] of [
      ['good', 0],
      ['good', 1],
      ['hard', 5],
      ['again', 12],
      ['easy', 12.5],
    ] as const) {
      schedule = afterGrade(schedule, how, new Date(atDay(day)));
    }
    const log = [
      grade(1, 0, 'good'),
      grade(2, 1, 'good'),
      grade(3, 5, 'hard'),
      grade(4, 12, 'again'),
      grade(5, 12.5, 'easy'),
    ];
    assert.deepEqual(schedule, scheduleOf(log));
  });

  test('the better it was known, the later it comes again', () => {
    const schedule = scheduleOf([grade(1, 0, 'good'), grade(2, 1, 'good')]);
    const next = dueAfterGrades(schedule, new Date(atDay(5)));
    const times = GRADES.map((how) => Date.parse(next[how]));
    assert.deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
    assert.ok(new Set(times).size === 4);
  });
});

describe('what is known of an item', () => {
  const known = scheduleOf([grade(1, 0, 'good'), grade(2, 1, 'good')]);

  test('is forgotten with time', () => {
    const [soon, late] = [recallAt(known, new Date(atDay(2))), recallAt(known, new Date(atDay(60)))];
    assert.ok(soon !== undefined && late !== undefined && soon > 0.85 && late < soon);
    assert.equal(recallAt(newSchedule(new Date(START)), new Date(START)), undefined);
  });

  test('becomes a leech after it was forgotten five times', () => {
    const log = Array.from({ length: 6 }, (_, lapse) => [
      grade(lapse * 3, lapse * 30, 'good'),
      grade(lapse * 3 + 1, lapse * 30 + 1, 'good'),
      grade(lapse * 3 + 2, lapse * 30 + 20, 'again'),
    ]);
    assert.equal(isLeech(scheduleOf(log.slice(0, 4).flat())), false);
    assert.equal(isLeech(scheduleOf(log.slice(0, 5).flat())), true);
  });

  test('is shaky when it was just forgotten, or long ago learned, and not when it is fresh', () => {
    const standing = (day: number, log: Review[]) => standingOf([scheduleOf(log)], new Date(atDay(day)));
    const log = [grade(1, 0, 'good'), grade(2, 1, 'good')];
    assert.equal(standing(2, log).shaky, false);
    assert.equal(standing(90, log).shaky, true);
    assert.equal(standing(5, [...log, grade(3, 5, 'again')]).shaky, true);
    assert.deepEqual(standingOf([undefined, undefined], new Date(START)), {
      items: 2,
      studied: 0,
      due: 0,
      lapses: 0,
      leeches: 0,
      shaky: false,
    });
  });

  test('retention counts what was asked a day or more after the last time, and nothing that was taken back', () => {
    const log = [
      grade(1, 0, 'good'),
      grade(2, 0.01, 'good'),
      grade(3, 2, 'good'),
      grade(4, 9, 'again'),
      grade(5, 9.5, 'good'),
      grade(6, 12, 'again'),
      undo(7, 12.1, 6),
    ];
    assert.deepEqual(retentionSince(log, new Date(atDay(0))), { reviews: 2, remembered: 0.5 });
    assert.deepEqual(retentionSince(log, new Date(atDay(5))), { reviews: 1, remembered: 0 });
    assert.deepEqual(retentionSince([], new Date(START)), { reviews: 0 });
  });
});
