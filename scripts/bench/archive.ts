import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { hostileMaterial } from '@pegasus/server/exporters/hostile-material.ts';
import { courseFiles, exporters } from '@pegasus/server/exporters/registry.ts';
import type { Figure } from './run.ts';

const MEGABYTE = 1024 * 1024;
const SHORT = 20;
const LONG = 120;
/** Lectures after which what is still held is counted. */
const EVERY = 10;

/** How much more is held while the archive of a long course is written than of a short one, all formats but PDF. */
export async function measureArchive(): Promise<Figure[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What is loaded and made once is no part of what a longer course costs.
  await mostHeld(SHORT, collect);
  const short = await mostHeld(SHORT, collect);
  const long = await mostHeld(LONG, collect);
  return [
    {
      row: `course archive, held at ${LONG} lectures over ${SHORT}`,
      value: (long.held - short.held) / MEGABYTE,
      unit: 'MB',
      aim: '< 16',
      note: `${(long.bytes / 1e6).toFixed(0)} MB written, ${(long.held / MEGABYTE).toFixed(0)} MB held at most; ${SHORT} lectures: ${(short.bytes / 1e6).toFixed(1)} MB, ${(short.held / MEGABYTE).toFixed(0)} MB`,
    },
  ];
}

/** The most that was in use after a collection, in bytes: objects, and buffers beside them. */
async function mostHeld(count: number, collect: () => void): Promise<{ held: number; bytes: number }> {
  const lectures = Array.from({ length: count }, (_, at) => ({
    id: `l${at}`,
    title: `Lecture ${at}`,
    createdAt: '2026-11-23',
  }));
  let held = 0;
  let read = 0;
  const { content } = courseFiles.archive(
    {
      courseId: 'course',
      courseName: 'A long course',
      lectures,
      threads: [],
      madeAt: new Date('2026-11-23T10:00:00Z'),
      read: async (id) => {
        if (read++ % EVERY === EVERY - 1) {
          collect();
          const { heapUsed, external } = process.memoryUsage();
          held = Math.max(held, heapUsed + external);
        }
        return { ...hostileMaterial(), lectureId: id, lectureTitle: id };
      },
    },
    exporters.filter(({ name }) => name !== 'pdf'),
  );
  let bytes = 0;
  for await (const piece of content) bytes += piece.length;
  return { held, bytes };
}
