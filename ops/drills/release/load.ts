/**
 * `node load.ts ADDRESS NAME`: students who hand in files, record live in pieces, look around and follow their
 * lectures, until they are told to stop. Copied into the folder of a release, so that it speaks by that release's
 * own client. Nothing is tried again: a request that fails is told, a line each; the last line says what was accepted.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@pegasus/core/client.ts';

const [address = '', name = ''] = process.argv.slice(2);
/** Two of these, beside two live recordings, are about what two busy cores keep up with. */
const HAND_IN_EVERY_MS = 8000;
const LOOK_EVERY_MS = 200;
const PIECE_EVERY_MS = 500;
const PIECES = 40;
const PIECE_BYTES = 32_000;
const RATE = 16_000;

const client = createClient({ baseUrl: address, follow: { firstPause: 200, longestPause: 2000, tries: 40 } });
const accepted: { lectureId: string; sha256: string }[] = [];
const following: Promise<void>[] = [];
let going = true;
let requests = 0;
process.on('SIGTERM', () => {
  going = false;
});

const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function ask<T>(what: string, call: () => Promise<T>): Promise<T | undefined> {
  requests++;
  const begun = Date.now();
  try {
    return await call();
  } catch (error) {
    const message = error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error);
    tell({ failed: { what, at: new Date().toISOString(), milliseconds: Date.now() - begun, message } });
    return undefined;
  }
}

const course = await ask('createCourse', () => client.createCourse({ body: { name } }));
if (!course) process.exit(1);
await Promise.all([handIn(course.id), look(), record(course.id)]);
await Promise.all(following);
tell({ done: { accepted, requests } });

async function handIn(courseId: string): Promise<void> {
  while (going) {
    const content = noise(1 + Math.random());
    const form = { courseId, preset: 'exam' };
    const file = { name: 'noise.wav', content: new Blob([content]) };
    const lecture = await ask('createLecture', () => client.createLecture({ form, file }));
    if (lecture) keep(lecture.id, content);
    await pause(HAND_IN_EVERY_MS);
  }
}

async function look(): Promise<void> {
  while (going) {
    const latest = accepted.at(-1);
    await ask('listCourses', () => client.listCourses());
    if (latest) await ask('getLecture', () => client.getLecture({ params: { lectureId: latest.lectureId } }));
    await pause(LOOK_EVERY_MS);
  }
}

/** One recording after the other; each is under way for longer than a process takes to be replaced. */
async function record(courseId: string): Promise<void> {
  while (going) {
    const content = noise((PIECES * PIECE_BYTES) / (RATE * 2));
    const id = randomUUID();
    const body = { id, courseId, preset: 'exam', fileName: 'live.wav', source: 'recording' as const };
    await ask('createUpload', () => client.createUpload({ body }));
    const pieces: { bytes: number; sha256: string }[] = [];
    for (let start = 0; start < content.length; start += PIECE_BYTES) {
      const piece = content.subarray(start, start + PIECE_BYTES);
      const sha256 = hashOf(piece);
      pieces.push({ bytes: piece.length, sha256 });
      await ask('putPiece', () =>
        client.putPiece({ params: { uploadId: id, start }, query: { sha256 }, content: piece }),
      );
      await pause(PIECE_EVERY_MS);
    }
    const end = await ask('finaliseUpload', () =>
      client.finaliseUpload({ params: { uploadId: id }, body: { pieces, moments: [] } }),
    );
    if (end?.lecture) keep(end.lecture.id, content);
    else
      tell({
        failed: { what: 'finaliseUpload', at: new Date().toISOString(), message: JSON.stringify(end) },
      });
  }
}

function keep(lectureId: string, content: Uint8Array): void {
  accepted.push({ lectureId, sha256: hashOf(content) });
  following.push(follow(lectureId));
}

/** Live events end with the process that sends them, and are taken up again at another. */
async function follow(lectureId: string): Promise<void> {
  await ask('followLecture', async () => {
    for await (const _ of client.followLecture({ params: { lectureId } }));
  });
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Noise as a WAV file; no two are the same. */
function noise(seconds: number): Uint8Array<ArrayBuffer> {
  const bytes = Math.round(RATE * seconds) * 2;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(bytes, 40);
  for (let at = 44; at < file.length; at += 2)
    file.writeInt16LE(Math.floor(Math.random() * 16_000 - 8000), at);
  return new Uint8Array(file.buffer, file.byteOffset, file.length);
}
