import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { findCourseByName, getCourse } from '../db/courses.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { archiveOfCourse } from '../exports/course-files.ts';
import { openServices, type Services } from '../services.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Writes a course as one archive, a piece at a time. Throws Problem `not-found`, `file-unwritable`, `disk-full`. */
export async function runExportCourse(
  course: string,
  options: { out?: string },
  { config, terminal, signal }: { config: Config; terminal: Terminal; signal: AbortSignal },
): Promise<{ code: number; result: unknown }> {
  const services = await openServices(config);
  try {
    const courseId = await findCourse(services, course);
    const { fileName, content } = await archiveOfCourse(services, LOCAL_USER_ID, courseId);
    const path = resolve(options.out ?? fileName);
    let bytes = 0;
    const counted = async function* () {
      for await (const piece of content) {
        bytes += piece.length;
        yield piece;
      }
    };
    try {
      await pipeline(Readable.from(counted(), { objectMode: false }), createWriteStream(path), { signal });
    } catch (error) {
      const problem = toProblem(error);
      throw problem.code === 'internal'
        ? new Problem('file-unwritable', `The file is ${path}.`, { cause: error })
        : problem;
    }
    terminal.say(`${path}  ${(bytes / 1e6).toFixed(1)} MB`);
    return { code: EXIT.ok, result: { courseId, file: path, bytes } };
  } finally {
    await services.close();
  }
}

async function findCourse({ database: { kysely } }: Services, course: string): Promise<string> {
  const named = await findCourseByName(kysely, LOCAL_USER_ID, course);
  if (named) return named.id;
  if (!/^[0-9a-f-]{36}$/i.test(course)) throw new Problem('not-found', `There is no course «${course}».`);
  return (await getCourse(kysely, LOCAL_USER_ID, course)).id;
}
