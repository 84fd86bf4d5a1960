import type { PlanDay } from '@pegasus/core/study/answers.ts';
import ical, { ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator';
import { oneLine } from '../plain-text.ts';

export interface CalendarMaterial {
  courseId: string;
  courseName: string;
  days: readonly PlanDay[];
  /** The day of the exam, such as `2026-12-14`, where one is known. */
  exam?: string | undefined;
  /** Where to study; absent where the server's address is not known. */
  url?: string | undefined;
  madeAt: Date;
}

/**
 * The days of a study plan as a calendar: each an event for the whole day that leaves the time free. The same course and
 * day keep their id, so that a later file moves the events of an earlier one instead of doubling them.
 */
export function calendar({ courseId, courseName, days, exam, url, madeAt }: CalendarMaterial): string {
  const name = oneLine(courseName);
  const file = ical({
    name: `Revision: ${name}`,
    prodId: { company: 'Pegasus', product: 'Revision plan', language: 'EN' },
  });
  const common = {
    allDay: true,
    stamp: madeAt,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    ...(url ? { url } : {}),
  };
  for (const { date, repeat, fresh, minutes } of days) {
    if (repeat + fresh === 0) continue;
    const start = dayOf(date);
    const work = [repeat > 0 ? `${repeat} to repeat` : '', fresh > 0 ? `${fresh} new` : '']
      .filter(Boolean)
      .join(', ');
    file.createEvent({
      ...common,
      id: `${courseId}-${date}@pegasus`,
      start,
      end: nextDay(start),
      summary: `Revise ${name}: ${work}`,
      description: `About ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`,
    });
  }
  if (exam !== undefined) {
    const start = dayOf(exam);
    file.createEvent({
      ...common,
      id: `${courseId}-exam@pegasus`,
      start,
      end: nextDay(start),
      summary: `Exam: ${name}`,
    });
  }
  return `${file.toString()}\r\n`;
}

/** The library writes the local day of a date. */
function dayOf(date: string): Date {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day);
}

function nextDay(day: Date): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
}
