import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { LaunchContext } from './define.ts';

/** Hands a file in to a course of its own, through HTTP, and follows it until nothing more will change. */
export async function handIn(
  client: Client,
  { signal, note }: LaunchContext,
  given: { file: string; courseName: string; preset: string },
): Promise<Lecture> {
  const begun = performance.now();
  const course = await client.createCourse({ body: { name: given.courseName }, signal });
  const file = { name: basename(given.file), content: await openAsBlob(given.file) };
  const form = { courseId: course.id, preset: given.preset };
  let lecture: Lecture = await client.createLecture({ form, file, signal });
  for await (const event of client.followLecture({ params: { lectureId: lecture.id }, signal })) {
    lecture = event.lecture;
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  note(
    `${file.name} (${file.content.size} bytes) handed in with preset ${given.preset}: ${lecture.state} after ${seconds} s.`,
  );
  return lecture;
}
