import type { LectureEvent, ShownArtifact } from '@pegasus/core/answers.ts';
import type { Block } from '@pegasus/core/block.ts';
import type { Course } from '@pegasus/core/course.ts';
import type { Lecture, LectureState } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { StageRun } from '@pegasus/core/stage-run.ts';

const COURSE_ID = '0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e01';
const LECTURE_ID = '0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e02';
const AT = '2026-03-02T10:00:00.000Z';

export const course: Course = { id: COURSE_ID, name: 'Cell biology', createdAt: AT, lectures: 1 };

export function lectureIn(state: LectureState): Lecture {
  const failed = { stage: 'transcribe' as const, problem: new Problem('recording-silent').toDocument() };
  return {
    id: LECTURE_ID,
    courseId: COURSE_ID,
    courseName: course.name,
    title: 'Enzymes',
    presetId: 'exam',
    state,
    ...(state === 'processing' || state === 'cancelled' ? { stage: 'transcribe' as const } : {}),
    ...(state === 'failed' ? failed : {}),
    recording: { kind: 'audio', fileName: 'enzymes.m4a', mediaType: 'audio/mp4', bytes: 1000 },
    seconds: 600,
    createdAt: AT,
  };
}

export function runOf(part: Partial<StageRun> & Pick<StageRun, 'stage' | 'state'>): StageRun {
  return {
    id: '0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e03',
    lectureId: LECTURE_ID,
    presetId: 'exam',
    attempt: 1,
    queuedAt: AT,
    ...part,
  };
}

/** What the server says of a lecture and what was made of it. */
export function answersFor({ lecture, timeline }: LectureEvent, blocks: readonly Block[] = []) {
  const path = `/api/lectures/${lecture.id}`;
  const artifact: ShownArtifact['artifact'] = {
    id: '0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e04',
    type: 'summary',
    version: 1,
    lectureId: lecture.id,
    courseId: lecture.courseId,
    presetId: 'exam',
    generator: { name: 'extractive', version: '1' },
    createdAt: AT,
    quality: { offered: 1, kept: 1, repaired: 0, dropped: {} },
    body: {},
  };
  const shown: ShownArtifact = { artifact, title: 'Summary', blocks: [...blocks], marks: [] };
  return {
    [`GET ${path}`]: lecture,
    [`GET ${path}/timeline`]: { items: timeline },
    [`GET ${path}/events`]: 'never',
    [`GET ${path}/artifacts`]: { items: [shown] },
    [`GET ${path}/presets`]: { items: [{ presetId: 'exam', generations: 1, newestAt: AT }] },
    [`GET ${path}/exports`]: { items: [] },
    'GET /api/presets': {
      items: [
        { id: 'exam', title: 'Exam', purpose: 'For the exam.', sections: ['Points'], artifacts: ['summary'] },
      ],
    },
  };
}
