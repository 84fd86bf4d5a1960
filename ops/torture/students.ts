import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { sendUpload, type UploaderTools, type UploadSource } from '@pegasus/core/upload/uploader.ts';
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
/** One lecture of so many is recorded live, for so long. */
const LIVE_EVERY = 4;
const RECORDING_MS = 5000;
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
      const told = { courseId: course.id, preset: 'exam', title: `Lecture ${index}` };
      const lecture = await (index % LIVE_EVERY === 0
        ? record(options, content, told)
        : handIn(options, content, told));
      const sha256 = createHash('sha256').update(content).digest('hex');
      accepted.push({ lectureId: lecture.id, sha256 });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, student));
  return accepted;
}

interface Told {
  courseId: string;
  preset: string;
  title: string;
}

function handIn(options: StudentsOptions, content: Buffer<ArrayBuffer>, form: Told): Promise<Lecture> {
  const headers = { 'idempotency-key': randomUUID() };
  const file = { name: 'noise.wav', content: new Blob([content]) };
  return stubbornly(options, (client) => client.createLecture({ form, headers, file }));
}

/** As the recorder of the app does: in pieces, while it is being made, heard by whichever worker lives. */
async function record(options: StudentsOptions, content: Buffer<ArrayBuffer>, told: Told): Promise<Lecture> {
  const began = Date.now();
  const share = () => Math.min(1, (Date.now() - began) / RECORDING_MS);
  const source: UploadSource = {
    size: async () => ({ bytes: Math.floor(share() * content.length), ended: share() === 1 }),
    read: async (start, end) => new Uint8Array(content.subarray(start, end)),
  };
  const upload = { id: randomUUID(), ...told, fileName: 'noise.wav', source: 'recording' as const };
  // Whichever API is up; where none is, that is as a network that is away.
  const any = (): Client => {
    try {
      return options.client();
    } catch (error) {
      throw new TypeError('fetch failed', { cause: error });
    }
  };
  const client: UploaderTools['client'] = {
    createUpload: async (call) => any().createUpload(call),
    getUpload: async (call) => any().getUpload(call),
    putPiece: async (call) => any().putPiece(call),
    finaliseUpload: async (call) => any().finaliseUpload(call),
  };
  return sendUpload(upload, source, { client }, options.signal);
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
