import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { reviewCourse } from '@pegasus/core/study/course-review.ts';
import { planStudy } from '@pegasus/core/study/plan.ts';
import { newestGeneration } from '../db/artifacts.ts';
import { getCourse } from '../db/courses.ts';
import { getLecture, listLectures } from '../db/lectures.ts';
import { listStudied, schedulesOfCourse } from '../db/study.ts';
import { listThreads } from '../db/threads.ts';
import { getTranscript } from '../db/transcripts.ts';
import type { CourseMaterial, ExportedFile } from '../exporters/define.ts';
import { momentUrl } from '../exporters/export-material.ts';
import { courseFiles, exporters } from '../exporters/registry.ts';
import type { Services } from '../services.ts';
import { readExportMaterial } from './made-files.ts';

const PAGE = 100;
const DAY = 86_400_000;
const DAYS_WITHOUT_EXAM = 14;

/** A whole course as one archive. Throws Problem `not-found`. */
export async function archiveOfCourse(
  services: Services,
  ownerId: string,
  courseId: string,
): Promise<ExportedFile> {
  return courseFiles.archive(await readCourse(services, ownerId, courseId), exporters);
}

/** A course on one page. Throws Problem `not-found`, also where no lecture was worked through yet. */
export async function sheetOfCourse(
  services: Services,
  ownerId: string,
  courseId: string,
): Promise<ExportedFile> {
  const course = await readCourse(services, ownerId, courseId);
  const { kysely } = services.database;
  const [first] = course.lectures;
  if (!first) throw new Problem('not-found', 'The course has no lecture that was worked through.');
  const { language } = await getTranscript(kysely, ownerId, first.id);
  const items = await schedulesOfCourse(kysely, ownerId, courseId);
  return courseFiles.sheet(course, reviewCourse(course.threads, items, course.madeAt), language);
}

/** The days of revision of a course. Throws Problem `not-found`. */
export async function calendarOfCourse(
  services: Services,
  ownerId: string,
  courseId: string,
  exam: string | undefined,
): Promise<ExportedFile> {
  const { kysely } = services.database;
  const { name } = await getCourse(kysely, ownerId, courseId);
  const now = services.now();
  const items = await listStudied(kysely, ownerId, { course: courseId }, now);
  const open = items.filter(({ schedule }) => !schedule.suspended);
  const last =
    exam === undefined ? new Date(now.getTime() + DAYS_WITHOUT_EXAM * DAY) : new Date(`${exam}T00:00:00Z`);
  const { days } = planStudy({
    schedules: open.map(({ schedule, isFresh }) => (isFresh ? undefined : schedule)),
    now,
    exam: last,
  });
  const { publicUrl } = services.config;
  const url = publicUrl ? `${publicUrl}/courses/${courseId}` : undefined;
  return courseFiles.calendar({ courseId, courseName: name, days, exam, url, madeAt: now });
}

async function readCourse(services: Services, ownerId: string, courseId: string): Promise<CourseMaterial> {
  const { kysely } = services.database;
  const { publicUrl } = services.config;
  const { name } = await getCourse(kysely, ownerId, courseId);
  return {
    courseId,
    courseName: name,
    lectures: await readyLectures(services, ownerId, courseId),
    threads: await listThreads(kysely, ownerId, courseId),
    madeAt: services.now(),
    ...(publicUrl ? { momentUrl: (id: string, seconds: number) => momentUrl(publicUrl, id)(seconds) } : {}),
    read: async (lectureId) => {
      try {
        return await readExportMaterial(services, ownerId, await getLecture(kysely, ownerId, lectureId));
      } catch (error) {
        // Deleted while the archive is written: it goes on without.
        if (error instanceof Problem && error.code === 'not-found') return undefined;
        throw error;
      }
    },
  };
}

/** Those that have material under their preset, in the order in which they were given. */
async function readyLectures(services: Services, ownerId: string, courseId: string) {
  const { kysely } = services.database;
  const lectures: { id: string; title: string; createdAt: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listLectures(kysely, ownerId, {
      course: courseId,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    for (const { id, title, createdAt, presetId, state } of page.items) {
      const made = state !== 'thin' && (await newestGeneration(kysely, id, presetById(presetId).id)) > 0;
      if (made) lectures.push({ id, title, createdAt });
    }
    cursor = page.next;
  } while (cursor);
  return lectures.reverse();
}
