import { archiveOfCourse, calendarOfCourse, sheetOfCourse } from '../exports/course-files.ts';
import type { Handler } from './handler.ts';

export const getCourseArchive: Handler<'getCourseArchive'> = ({ services, ownerId, params }) =>
  archiveOfCourse(services, ownerId, params.courseId);

export const getCourseSheet: Handler<'getCourseSheet'> = ({ services, ownerId, params }) =>
  sheetOfCourse(services, ownerId, params.courseId);

export const getCourseCalendar: Handler<'getCourseCalendar'> = ({ services, ownerId, params, query }) =>
  calendarOfCourse(services, ownerId, params.courseId, query.exam);
