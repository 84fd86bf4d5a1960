import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Client } from '@pegasus/core/client.ts';
import type { LaunchContext } from './define.ts';

/** Hands a file in as a recorder does that has just stopped, and follows its lecture until it is ready. */
export async function recordLive(
  client: Client,
  { signal }: LaunchContext,
  { file, courseName }: { file: string; courseName: string },
): Promise<void> {
  const course = await client.createCourse({ body: { name: courseName }, signal });
  const content = await readFile(file);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const uploadId = randomUUID();
  const body = { id: uploadId, courseId: course.id, preset: 'exam', fileName: 'live.m4a' };
  await client.createUpload({ body: { ...body, source: 'recording' }, signal });
  await client.putPiece({ params: { uploadId, start: 0 }, query: { sha256 }, content, signal });
  const pieces = [{ bytes: content.length, sha256 }];
  const { lecture } = await client.finaliseUpload({ params: { uploadId }, body: { pieces }, signal });
  if (!lecture) throw new Error('The recording did not become a lecture.');
  for await (const event of client.followLecture({ params: { lectureId: lecture.id }, signal })) {
    if (event.lecture.state === 'failed') throw new Error(event.lecture.problem?.title);
  }
}
