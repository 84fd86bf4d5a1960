import type { Grade, GradeReview, Review } from './review.ts';

export const LECTURE = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
export const START = Date.parse('2026-11-25T08:00:00.000Z');
const DAY = 86_400_000;

/** A made-up id that stays the same. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function atDay(day: number): string {
  return new Date(START + day * DAY).toISOString();
}

export function grade(number: number, day: number, how: Grade, itemId = 'card-a'): GradeReview {
  return { kind: 'grade', id: idOf(number), lectureId: LECTURE, itemId, at: atDay(day), grade: how };
}

export function undo(number: number, day: number, undone: number, itemId = 'card-a'): Review {
  return { kind: 'undo', id: idOf(number), lectureId: LECTURE, itemId, at: atDay(day), undoes: idOf(undone) };
}

/** Every order of a few things. */
export function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, at) =>
    ordersOf([...things.slice(0, at), ...things.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}
