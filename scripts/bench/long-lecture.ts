import { join } from 'node:path';
import { z } from 'zod';
import type { Clip } from './clips.ts';
import { memoryMegabytes, runJson } from './product.ts';
import type { Figure } from './run.ts';
import { writeSpeech } from './speech-file.ts';

// Reading it stops the process for a moment: often enough to see a peak, seldom enough not to slow the run.
const SAMPLE_MS = 2000;
/** From here on memory must not grow with the length of the recording. */
const SETTLED_SECONDS = 600;

const Run = z.object({
  seconds: z.number(),
  stages: z.record(z.string(), z.object({ waited: z.number(), ran: z.number() })),
});

/** A long lecture through all four stages by `pegasus lecture`: time by stage, and memory of all its processes. */
export async function measureLongLecture(
  clips: readonly Clip[],
  minutes: number,
  scratch: string,
): Promise<Figure[]> {
  const file = join(scratch, 'long.wav');
  const length = await writeSpeech(file, clips, { pauseSeconds: 0.7, leastSeconds: minutes * 60 });
  // As on a machine that has worked before: making a new database takes memory of its own for a moment.
  await runJson(['migrate', '--data', join(scratch, 'long-data')]);
  const memory: { at: number; megabytes: number }[] = [];
  const begin = performance.now();
  const args = ['lecture', file, '--data', join(scratch, 'long-data'), '--out', join(scratch, 'long-out')];
  let timer: NodeJS.Timeout | undefined;
  const result = Run.parse(
    await runJson(args, (child) => {
      timer = setInterval(async () => {
        const megabytes = child.pid === undefined ? undefined : await memoryMegabytes(child.pid);
        if (megabytes !== undefined) memory.push({ at: (performance.now() - begin) / 1000, megabytes });
      }, SAMPLE_MS);
    }).finally(() => clearInterval(timer)),
  );
  const wall = (performance.now() - begin) / 1000;
  const stages = Object.entries(result.stages);
  const model = result.stages.transcribe?.ran ?? Number.NaN;
  const work = stages.reduce((sum, [, { ran }]) => sum + ran, 0);
  return [
    {
      row: `lecture of ${(length / 60).toFixed(0)} min, all stages`,
      value: result.seconds / work,
      unit: '× real time',
      aim: '>= 20',
    },
    {
      row: 'the same with start and end of the process',
      value: result.seconds / wall,
      unit: '× real time',
      note: `${wall.toFixed(1)} s`,
    },
    ...stages.map(([stage, { ran }]) => ({ row: `  ${stage}`, value: ran, unit: 's' })),
    {
      row: 'share of time outside of transcribe',
      value: (100 * (work - model)) / work,
      unit: '%',
      aim: '< 8',
    },
    ...memoryFigures(memory, length / wall),
  ];
}

function memoryFigures(memory: readonly { at: number; megabytes: number }[], speed: number): Figure[] {
  if (memory.length === 0)
    return [{ row: 'peak memory', value: Number.NaN, unit: 'MB', note: 'not measured: needs Linux' }];
  const peak = (samples: readonly { megabytes: number }[]) =>
    Math.max(...samples.map(({ megabytes }) => megabytes));
  const settled = SETTLED_SECONDS / speed;
  const early = memory.filter(({ at }) => at <= settled);
  const late = memory.filter(({ at }) => at > settled);
  return [
    { row: 'peak memory, all processes, data there', value: peak(memory), unit: 'MB', aim: '< 800' },
    ...(late.length > 0 && early.length > 0
      ? [
          {
            row: 'peak after 10 min of sound / before',
            value: peak(late) / peak(early),
            unit: '×',
            aim: '~ 1',
          },
        ]
      : []),
  ];
}
