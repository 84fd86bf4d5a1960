import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Stack, startStack } from '../../ops/stack/stack.ts';
import { createChance } from '../../ops/torture/chance.ts';
import { noise } from '../../ops/torture/sound.ts';
import { ROOT } from '../project-files.ts';
import type { Figure } from './run.ts';

const WORKERS = [1, 2, 4, 8, 16];
/** Long against what queue and generation take, so that what is measured is whether workers get in each other's way. */
const SPEECH_MS = 4000;
const LECTURES_A_WORKER = 4;
const TICKS_A_SECOND = 100;

/** Lectures a minute with more and more worker processes, recognition simulated; and what a lecture costs. */
export async function measureWorkers(only: readonly number[] = WORKERS): Promise<Figure[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'pegasus-workers-'));
  const stack = await startStack({
    root: ROOT,
    scratch,
    evidence: scratch,
    apis: 1,
    workers: 0,
    settings: { PEGASUS_TEST_SPEECH_MILLISECONDS: String(SPEECH_MS), PEGASUS_LOG_LEVEL: 'error' },
  });
  try {
    const figures: Figure[] = [];
    let alone: number | undefined;
    for (const count of only) {
      while (stack.processes.filter(({ part }) => part === 'worker').length < count)
        await stack.start('worker');
      const { minutes, lectures, cost } = await work(stack, count * LECTURES_A_WORKER);
      const value = lectures / minutes;
      alone ??= value / count;
      const share = ((value / (alone * count)) * 100).toFixed(0);
      const note = `${share} % of ${count} × the first; ${cost.cpu.toFixed(2)} s of CPU a lecture`;
      figures.push({
        row: `${count} workers, ${SPEECH_MS / 1000} s of speech each`,
        value,
        unit: 'lectures/min',
        note,
      });
      if (count === only[0]) figures.push(...costFigures(cost));
    }
    return [...figures, { row: 'cores for all of it, servers included', value: cpus().length, unit: '' }];
  } finally {
    await stack.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Cost {
  cpu: number;
  transactions: number;
  jobs: number;
  rowBytes: number;
}

async function work(
  stack: Stack,
  lectures: number,
): Promise<{ minutes: number; lectures: number; cost: Cost }> {
  const client = stack.client();
  const course = await client.createCourse({ body: { name: randomUUID() } });
  const chance = createChance(lectures);
  const files = Array.from({ length: lectures }, () => noise(chance, 1) as Buffer<ArrayBuffer>);
  const before = await books(stack);
  const cpuBefore = await cpuSeconds(stack);
  const begin = performance.now();
  for (const [index, content] of files.entries()) {
    await client.createLecture({
      // Threads of a course are found anew with each of its lectures, so each gets a course of its own.
      form: { courseId: index === 0 ? course.id : (await newCourse(stack)).id, preset: 'exam' },
      file: { name: 'noise.wav', content: new Blob([content]) },
    });
  }
  for (;;) {
    const { open } = await books(stack);
    if (open === 0) break;
    await pause(250);
  }
  const minutes = (performance.now() - begin) / 60_000;
  const after = await books(stack);
  const cpu = (await cpuSeconds(stack)) - cpuBefore;
  return {
    minutes,
    lectures,
    cost: {
      cpu: cpu / lectures,
      transactions: (after.transactions - before.transactions) / lectures,
      jobs: (after.jobs - before.jobs) / lectures,
      rowBytes: (after.bytes - before.bytes) / lectures,
    },
  };
}

const newCourse = (stack: Stack) => stack.client().createCourse({ body: { name: randomUUID() } });

function costFigures({ transactions, jobs, rowBytes }: Cost): Figure[] {
  return [
    { row: 'jobs a lecture', value: jobs, unit: '' },
    { row: 'transactions a lecture, polling included', value: transactions, unit: '' },
    { row: 'database bytes a lecture, indexes included', value: rowBytes, unit: 'bytes' },
  ];
}

async function books(stack: Stack) {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`
      select
        (select count(*) from lectures where state = 'processing') as open,
        (select xact_commit from pg_stat_database where datname = current_database()) as transactions,
        (select count(*) from pgboss.job where name in ('ingest', 'transcribe', 'generate', 'export')) as jobs,
        (select sum(pg_total_relation_size(oid)) from pg_class
          where relnamespace = 'public'::regnamespace and relkind = 'r') as bytes`);
    const [row] = rows;
    return {
      open: Number(row.open),
      transactions: Number(row.transactions),
      jobs: Number(row.jobs),
      bytes: Number(row.bytes),
    };
  } finally {
    await client.end();
  }
}

/** Of the product's processes, not of its servers; Linux only. */
async function cpuSeconds(stack: Stack): Promise<number> {
  const each = await Promise.all(
    stack.processes.map(async ({ child }) => {
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    }),
  );
  return each.reduce((sum, seconds) => sum + seconds, 0);
}
