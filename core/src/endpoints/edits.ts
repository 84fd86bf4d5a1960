import { z } from 'zod';
import { Course, Name } from '../course.ts';
import type { Endpoint } from '../endpoint.ts';
import { Lecture } from '../lecture.ts';
import { Edit, Mark } from '../overlay/edit.ts';
import { byCourse, byLecture } from './parts.ts';

/** `was` is the name that the student saw, so that two devices do not overwrite each other unseen. */
const rename = z.object({ name: Name, was: Name });

export const editEndpoints = {
  editLecture: {
    method: 'POST',
    path: '/api/lectures/{lectureId}/edits',
    summary: 'Correct, discard, star or report one item or segment. Sending an edit again changes nothing.',
    access: 'owner',
    params: byLecture,
    body: Edit,
    status: 200,
    answer: Mark,
    problems: ['not-found', 'edit-conflict', 'edit-refused'],
  },
  listEdits: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/edits',
    summary: 'Every edit of the lecture, oldest first, and what they come to.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: z.object({ items: z.array(Edit), marks: z.array(Mark) }),
    problems: ['not-found'],
  },
  renameLecture: {
    method: 'PATCH',
    path: '/api/lectures/{lectureId}',
    summary: 'Give a lecture another title.',
    access: 'owner',
    params: byLecture,
    body: rename,
    status: 200,
    answer: Lecture,
    problems: ['not-found', 'edit-conflict'],
  },
  renameCourse: {
    method: 'PATCH',
    path: '/api/courses/{courseId}',
    summary: 'Give a course another name.',
    access: 'owner',
    params: byCourse,
    body: rename,
    status: 200,
    answer: Course,
    problems: ['not-found', 'edit-conflict', 'course-exists'],
  },
} as const satisfies Record<string, Endpoint>;
