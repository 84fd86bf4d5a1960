import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CourseMaterial } from './define.ts';
import { hostileMaterial } from './hostile-material.ts';
import { courseFiles, exporters } from './registry.ts';

const LECTURES = 60;
/** Text formats: what is counted here is what is held, not how long a page is set. */
const quick = exporters.filter(({ name }) => ['markdown', 'json', 'vtt', 'csv'].includes(name));

/** A long course that tells of each lecture that is read. */
function longCourse(onRead: () => void): CourseMaterial {
  const lectures = Array.from({ length: LECTURES }, (_, index) => ({
    id: `l${index}`,
    title: `Lecture ${index}`,
    createdAt: '2026-11-23',
  }));
  return {
    courseId: 'course',
    courseName: 'A long course',
    lectures,
    threads: [],
    madeAt: new Date('2026-11-23T10:00:00Z'),
    read: async (id) => {
      onRead();
      return { ...hostileMaterial(), lectureId: id, lectureTitle: id };
    },
  };
}

test('a long course is read as it is written, a lecture at a time', async () => {
  let read = 0;
  let written = 0;
  let largest = 0;
  const ahead: number[] = [];
  const { content } = courseFiles.archive(
    longCourse(() => {
      read++;
    }),
    quick,
  );
  for await (const piece of content) {
    written += piece.length;
    largest = Math.max(largest, piece.length);
    // Whoever reads slowly must not make the server read on meanwhile.
    const before = read;
    await new Promise((done) => setTimeout(done, 1));
    ahead.push(read - before);
  }
  assert.equal(read, LECTURES);
  assert.ok(written > 500_000, `Only ${written} bytes were written.`);
  assert.ok(largest <= 256 * 1024, `A piece has ${largest} bytes.`);
  assert.ok(Math.max(...ahead) <= 2, `${Math.max(...ahead)} lectures were read while nobody took a piece.`);
});

/** Waits until a number has stood still for half a second. */
async function settled(number: () => number): Promise<void> {
  for (let last = -1; last !== number(); ) {
    last = number();
    await new Promise((done) => setTimeout(done, 500));
  }
}

test('an archive that nobody reads on is not read on either', async () => {
  let read = 0;
  const { content } = courseFiles.archive(
    longCourse(() => {
      read++;
    }),
    quick,
  );
  const pieces = (content as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  await pieces.next();
  // What the streams on the way buffer is some 64 KiB each, in which a few lectures as small as these have room.
  await settled(() => read);
  assert.ok(read <= LECTURES / 4, `${read} lectures were read for one piece.`);
  await pieces.return?.();
  const left = read;
  await new Promise((done) => setTimeout(done, 100));
  assert.equal(read, left, 'It went on after nobody wanted it.');
});
