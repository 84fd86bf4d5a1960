import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Chance } from './chance.ts';
import { noise } from './sound.ts';

/** A recording that the product said it has. */
export interface Accepted {
  lectureId: string;
  sha256: string;
}

export interface StudentsOptions {
  lectures: number;
  chance: Chance;
  /** A client of an API that is up; there may be none for a moment. */
  client(): Client;
  /** How many hand in at once. */
  atOnce: number;
  signal: AbortSignal;
}

const COURSES = 24;
/** A machine that is busy with everything at once takes its time to start what was killed. */
const PATIENCE_MS = 900_000;

/**
 * Hands in recordings as clients do that never give up: whatever happens, the same request with the same key
 * is sent again until it is answered.
 */
export async function handInAll(options: StudentsOptions): Promise<Accepted[]> {
  const { chance, lectures, atOnce } = options;
  const courses = await Promise.all(
    Array.from({ length: COURSES }, (_, index) => {
      const body = { name: `Course ${index} ${randomUUID()}` };
      const headers = { 'idempotency-key': randomUUID() };
      return stubbornly(options, (client) => client.createCourse({ body, headers }));
    }),
  );
  const files = Array.from({ length: lectures }, () => noise(chance, 1 + chance.number()));
  const accepted: Accepted[] = [];
  let next = 0;
  const student = async () => {
    for (let index = next++; index < lectures; index = next++) {
      const content = files[index] as Buffer<ArrayBuffer>;
      const course = courses[index % COURSES];
      if (!course) throw new Error('There is no course.');
      const headers = { 'idempotency-key': randomUUID() };
      const form = { courseId: course.id, preset: 'exam', title: `Lecture ${index}` };
      const lecture = await stubbornly(options, (client) =>
        client.createLecture({ form, headers, file: { name: 'noise.wav', content: new Blob([content]) } }),
      );
      const sha256 = createHash('sha256').update(content).digest('hex');
      accepted.push({ lectureId: lecture.id, sha256 });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, student));
  return accepted;
}

async function stubbornly<T>(
  { client, signal }: StudentsOptions,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ask(client());
    } catch (error) {
      const hopeless = error instanceof Problem && error.entry.kind === 'input';
      if (hopeless || Date.now() > end) throw error;
      await pause(200);
    }
  }
}
