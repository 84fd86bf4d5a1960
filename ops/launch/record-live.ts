import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import type { LaunchContext } from './define.ts';

/**
 * Hands a file in as a recorder does, which takes the `seconds` that the recording lasts, and follows its lecture
 * until it is ready. What arrives sooner was not recorded live, and is not counted as such.
 */
export async function recordLive(
  client: Client,
  { signal }: LaunchContext,
  { file, courseName, seconds }: { file: string; courseName: string; seconds: number },
): Promise<void> {
  const course = await client.createCourse({ body: { name: courseName }, signal });
  const content = await readFile(file);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const uploadId = randomUUID();
  const body = { id: uploadId, courseId: course.id, preset: 'exam', fileName: 'live.m4a' };
  await client.createUpload({ body: { ...body, source: 'recording' }, signal });
  await client.putPiece({ params: { uploadId, start: 0 }, query: { sha256 }, content, signal });
  await setTimeout(seconds * 1000, undefined, { signal });
  const pieces = [{ bytes: content.length, sha256 }];
  const { lecture } = await client.finaliseUpload({ params: { uploadId }, body: { pieces }, signal });
  if (!lecture) throw new Error('The recording did not become a lecture.');
  for await (const event of client.followLecture({ params: { lectureId: lecture.id }, signal })) {
    if (event.lecture.state === 'failed') throw new Error(event.lecture.problem?.title);
  }
}
