import * as rows from '../db/courses.ts';
import * as threads from '../db/threads.ts';
import type { Handler } from './handler.ts';

export const listCourses: Handler<'listCourses'> = ({ services, ownerId, query }) =>
  rows.listCourses(services.database.kysely, ownerId, query);

export const createCourse: Handler<'createCourse'> = ({ services, ownerId, body }) =>
  rows.createCourse(services.database.kysely, ownerId, {
    id: services.newId(),
    name: body.name,
    createdAt: services.now(),
  });

export const getCourse: Handler<'getCourse'> = ({ services, ownerId, params }) =>
  rows.getCourse(services.database.kysely, ownerId, params.courseId);

export const listThreads: Handler<'listThreads'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  await rows.getCourse(kysely, ownerId, params.courseId);
  return { items: await threads.listThreads(kysely, ownerId, params.courseId) };
};
