import { foldEdits } from '@pegasus/core/overlay/edit.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { getCourse, renameCourse as renameCourseRow } from '../db/courses.ts';
import { addEdit } from '../db/edits.ts';
import * as effective from '../db/effective.ts';
import { getLecture, renameLecture as renameLectureRow } from '../db/lectures.ts';
import type { Handler } from './handler.ts';

export const editLecture: Handler<'editLecture'> = async ({ services, ownerId, params, body }) => {
  const { kysely } = services.database;
  const { id, courseId, presetId } = await getLecture(kysely, ownerId, params.lectureId);
  const mark = await addEdit(kysely, { id, ownerId, courseId, presetId }, body);
  services.changes.announce(id);
  return mark;
};

export const listEdits: Handler<'listEdits'> = async ({ services, ownerId, params }) => {
  const { kysely } = services.database;
  const { id } = await getLecture(kysely, ownerId, params.lectureId);
  const items = await effective.listEdits(kysely, ownerId, id);
  return { items, marks: [...foldEdits(items).values()] };
};

export const renameLecture: Handler<'renameLecture'> = async ({ services, ownerId, params, body }) => {
  const { kysely } = services.database;
  const renamed = await renameLectureRow(kysely, ownerId, params.lectureId, body.was, body.name);
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  // The same request again finds its own name there.
  if (!renamed && lecture.title !== body.name) throw new Problem('edit-conflict');
  services.changes.announce(lecture.id);
  return lecture;
};

export const renameCourse: Handler<'renameCourse'> = async ({ services, ownerId, params, body }) => {
  const { kysely } = services.database;
  const renamed = await renameCourseRow(kysely, ownerId, params.courseId, body.was, body.name);
  const course = await getCourse(kysely, ownerId, params.courseId);
  if (!renamed && course.name !== body.name) throw new Problem('edit-conflict');
  return course;
};
