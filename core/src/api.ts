import { z } from 'zod';
import { LectureExport, MadePreset, PresetCard, ShownArtifact } from './answers.ts';
import { Course, Name } from './course.ts';
import type { Endpoint } from './endpoint.ts';
import { Health } from './health.ts';
import { Lecture } from './lecture.ts';
import { StageRun } from './stage-run.ts';
import { Thread } from './thread.ts';
import { Transcript } from './transcript.ts';

const byLecture = z.object({ lectureId: z.uuid() });
const byCourse = z.object({ courseId: z.uuid() });
const byPreset = z.object({ preset: z.string().max(60).optional() });
const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** Opaque; from `next` of the page before. */
  cursor: z.string().max(200).optional(),
});
const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional() });

/**
 * The one table of endpoints. Routes, the OpenAPI document and the typed client are made from it.
 * A path parameter is written `{name}`. Every failure answers `application/problem+json`.
 */
export const endpoints = {
  listPresets: {
    method: 'GET',
    path: '/api/presets',
    summary: 'The styles of revision to choose from.',
    access: 'public',
    status: 200,
    answer: z.object({ items: z.array(PresetCard) }),
    problems: [],
  },
  listCourses: {
    method: 'GET',
    path: '/api/courses',
    summary: 'Your courses, newest first.',
    access: 'owner',
    query: page,
    status: 200,
    answer: pageOf(Course),
    problems: [],
  },
  createCourse: {
    method: 'POST',
    path: '/api/courses',
    summary: 'Start a course.',
    access: 'owner',
    body: z.object({ name: Name }),
    status: 201,
    answer: Course,
    problems: ['course-exists'],
  },
  getCourse: {
    method: 'GET',
    path: '/api/courses/{courseId}',
    summary: 'One course.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: Course,
    problems: ['not-found'],
  },
  listThreads: {
    method: 'GET',
    path: '/api/courses/{courseId}/threads',
    summary: 'The concepts of a course across its lectures, foundational first.',
    access: 'owner',
    params: byCourse,
    status: 200,
    answer: z.object({ items: z.array(Thread) }),
    problems: ['not-found'],
  },
  listLectures: {
    method: 'GET',
    path: '/api/lectures',
    summary: 'Your lectures, newest first; of one course when it is named.',
    access: 'owner',
    query: page.extend({ course: z.uuid().optional() }),
    status: 200,
    answer: pageOf(Lecture),
    problems: [],
  },
  createLecture: {
    method: 'POST',
    path: '/api/lectures',
    summary: 'Hand in a recording or captions; processing starts by itself.',
    access: 'owner',
    form: z.object({ courseId: z.uuid(), preset: z.string().max(60), title: Name.optional() }),
    status: 202,
    answer: Lecture,
    problems: [
      'not-found',
      'preset-unknown',
      'recording-empty',
      'recording-too-large',
      'recording-type-unsupported',
      'recording-encrypted',
      'recording-unreadable',
    ],
  },
  getLecture: {
    method: 'GET',
    path: '/api/lectures/{lectureId}',
    summary: 'One lecture and how far it is.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: Lecture,
    problems: ['not-found'],
  },
  deleteLecture: {
    method: 'DELETE',
    path: '/api/lectures/{lectureId}',
    summary: 'Delete a lecture, its recording and all that was made from it.',
    access: 'owner',
    params: byLecture,
    status: 204,
    problems: ['not-found'],
  },
  getTimeline: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/timeline',
    summary: 'Every try at every stage, oldest first.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: z.object({ items: z.array(StageRun) }),
    problems: ['not-found'],
  },
  followLecture: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/events',
    summary: 'Live progress as server-sent events of type `lecture`, until nothing more will change.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: 'events',
    problems: ['not-found'],
  },
  retryLecture: {
    method: 'POST',
    path: '/api/lectures/{lectureId}/retry',
    summary: 'Go on at the stage that failed.',
    access: 'owner',
    params: byLecture,
    status: 202,
    answer: Lecture,
    problems: ['not-found', 'lecture-not-failed'],
  },
  cancelLecture: {
    method: 'POST',
    path: '/api/lectures/{lectureId}/cancel',
    summary: 'Stop processing; the recording stays.',
    access: 'owner',
    params: byLecture,
    status: 202,
    answer: Lecture,
    problems: ['not-found', 'lecture-not-processing'],
  },
  regenerateLecture: {
    method: 'POST',
    path: '/api/lectures/{lectureId}/generate',
    summary: 'Make the material anew, under the same preset or another; what was made before stays.',
    access: 'owner',
    params: byLecture,
    body: z.object({ preset: z.string().max(60) }),
    status: 202,
    answer: Lecture,
    problems: ['not-found', 'preset-unknown', 'lecture-busy'],
  },
  listMadePresets: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/presets',
    summary: 'The presets under which the lecture has material, newest first.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: z.object({ items: z.array(MadePreset) }),
    problems: ['not-found'],
  },
  getRecording: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/recording',
    summary: 'The original file, whole or a range of it.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: 'bytes',
    problems: ['not-found', 'range-unsatisfiable', 'object-missing'],
  },
  getTranscript: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/transcript',
    summary: 'The words of the lecture as timed segments.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: Transcript,
    problems: ['not-found'],
  },
  listArtifacts: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/artifacts',
    summary: 'What was made of the lecture, in the order of the preset.',
    access: 'owner',
    params: byLecture,
    query: byPreset,
    status: 200,
    answer: z.object({ items: z.array(ShownArtifact) }),
    problems: ['not-found', 'preset-unknown'],
  },
  listExports: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/exports',
    summary: 'The files that can be downloaded.',
    access: 'owner',
    params: byLecture,
    query: byPreset,
    status: 200,
    answer: z.object({ items: z.array(LectureExport) }),
    problems: ['not-found', 'preset-unknown'],
  },
  getExport: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/exports/{exporter}',
    summary: 'One file.',
    access: 'owner',
    params: byLecture.extend({ exporter: z.string().max(40) }),
    query: byPreset,
    status: 200,
    answer: 'bytes',
    problems: ['not-found', 'preset-unknown', 'material-thin', 'range-unsatisfiable', 'object-missing'],
  },
  live: {
    method: 'GET',
    path: '/health/live',
    summary: 'The process answers.',
    access: 'public',
    status: 200,
    answer: Health,
    problems: [],
  },
  ready: {
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether database, queue and storage can be used; 503 when one cannot.',
    access: 'public',
    status: 200,
    statusWhenFailing: 503,
    answer: Health,
    problems: [],
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus.',
    access: 'operator',
    status: 200,
    answer: 'text',
    problems: [],
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This table as an OpenAPI 3.1 document.',
    access: 'public',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
export const ENDPOINT_NAMES = Object.keys(endpoints) as EndpointName[];

/** What a request carries beside its address. */
export type RequestPart = 'params' | 'query' | 'body' | 'form';
type SchemaOf<Name extends EndpointName, Part extends RequestPart> =
  (typeof endpoints)[Name] extends Record<Part, infer Schema extends z.ZodType> ? Schema : undefined;

/** A part of a request as the caller gives it, defaults left out; `undefined` where there is none. */
export type Given<Name extends EndpointName, Part extends RequestPart> =
  SchemaOf<Name, Part> extends infer Schema extends z.ZodType ? z.input<Schema> : undefined;

/** A part of a request as the handler gets it. */
export type Parsed<Name extends EndpointName, Part extends RequestPart> =
  SchemaOf<Name, Part> extends infer Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What the table says that an endpoint answers: a schema, a kind of stream, or nothing. */
export type AnswerOf<Name extends EndpointName> = (typeof endpoints)[Name] extends {
  answer: infer Answer;
}
  ? Answer
  : undefined;
