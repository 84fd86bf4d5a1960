import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Part } from '../stack/pegasus.ts';
import type { Stack } from '../stack/stack.ts';
import type { Chance } from './chance.ts';
import type { Door } from './door.ts';

/** What is there to be broken. */
export interface Victim {
  stack: Stack;
  chance: Chance;
  doors: { postgres: Door; s3: Door };
  /** Past the door, on the server itself. */
  database: () => Promise<pg.Client>;
  /** Told which runs a killed worker may have had. */
  onWorkerKilled(): Promise<void>;
}

export interface Fault {
  readonly name: string;
  /** Whether something is killed with -9. */
  readonly kills: boolean;
  /** How often it comes, against the others. */
  readonly weight: number;
  /** Breaks something and mends it again. False when there was nothing left to break. */
  strike(victim: Victim): Promise<boolean>;
}

function killPart(part: Part): Fault['strike'] {
  return async ({ stack, chance, onWorkerKilled }) => {
    const those = stack.processes.filter((each) => each.part === part);
    // The last one goes only when another has come back: what is all down shows nothing.
    if (those.length < 2) return false;
    if (part === 'worker') await onWorkerKilled();
    await chance.pick(those).kill();
    startLater(stack, part, chance.between(0, 1500));
    return true;
  };
}

/** What is killed comes back in its own time, while the next fault strikes. */
function startLater(stack: Stack, part: Part, milliseconds: number, nodeOptions?: string): void {
  const start = pause(milliseconds).then(() => stack.start(part, {}, nodeOptions));
  // One that cannot start because its server was just killed is started again, as a supervisor does.
  const back = start.then(
    () => undefined,
    () => startLater(stack, part, 1000, nodeOptions),
  );
  returning.add(back);
  void back.finally(() => returning.delete(back));
}

/** Starts what ended by itself, as a supervisor does; gives how many there were. */
export function startCrashed(stack: Stack): number {
  const crashed = stack.crashes.splice(0);
  for (const part of crashed) startLater(stack, part, 500);
  return crashed.length;
}

const returning = new Set<Promise<unknown>>();

/** Until all that was killed is back. */
export async function untilAllAreBack(): Promise<void> {
  while (returning.size > 0) await Promise.all(returning);
}

const storeAnswers =
  (status: string): Fault['strike'] =>
  async ({ doors, chance }) => {
    doors.s3.answerWith(status);
    await pause(chance.between(300, 1500));
    doors.s3.answerWith(undefined);
    return true;
  };

export const FAULTS: readonly Fault[] = [
  { name: 'worker killed', kills: true, weight: 5, strike: killPart('worker') },
  { name: 'API killed', kills: true, weight: 3, strike: killPart('api') },
  {
    name: 'PostgreSQL killed',
    kills: true,
    weight: 2,
    strike: async ({ stack, chance }) => {
      await stack.postgres.kill();
      await pause(chance.between(0, 1000));
      await stack.postgres.start();
      return true;
    },
  },
  {
    name: 'store killed',
    kills: true,
    weight: 1,
    strike: async ({ stack, chance }) => {
      await stack.s3.kill();
      await pause(chance.between(0, 1000));
      await stack.s3.start();
      return true;
    },
  },
  {
    name: 'connections to PostgreSQL reset',
    kills: false,
    weight: 2,
    strike: async ({ doors }) => doors.postgres.reset() > 0,
  },
  {
    name: 'connections to the store reset',
    kills: false,
    weight: 2,
    strike: async ({ doors }) => doors.s3.reset() > 0,
  },
  {
    name: 'everything slow',
    kills: false,
    weight: 1,
    strike: async ({ doors, chance }) => {
      for (const door of [doors.postgres, doors.s3]) door.setLatency(chance.between(5, 40));
      await pause(chance.between(500, 2000));
      for (const door of [doors.postgres, doors.s3]) door.setLatency(0);
      return true;
    },
  },
  { name: 'store answers 500', kills: false, weight: 2, strike: storeAnswers('500 Internal Server Error') },
  { name: 'store is full', kills: false, weight: 1, strike: storeAnswers('507 Insufficient Storage') },
  {
    // As a queue may that heard nothing of the end of a job.
    name: 'jobs delivered again',
    kills: false,
    weight: 3,
    strike: async ({ database }) => {
      const client = await database();
      try {
        await client.query(`
          update pgboss.job set state = 'retry', start_after = now(), completed_on = null
          where id in (
            select id from pgboss.job
            where name in ('ingest', 'transcribe', 'generate', 'export') and state in ('active', 'completed')
            order by random() limit 3)`);
      } finally {
        await client.end();
      }
      return true;
    },
  },
  {
    name: 'a worker whose clock is an hour off',
    kills: true,
    weight: 1,
    strike: async ({ stack, chance, onWorkerKilled }) => {
      const workers = stack.processes.filter(({ part }) => part === 'worker');
      if (workers.length === 0) return false;
      await onWorkerKilled();
      await chance.pick(workers).kill();
      const hours = chance.pick([-1, 1]);
      const clock = new URL('../../fixtures/servers/shifted-clock.mjs', import.meta.url);
      startLater(stack, 'worker', 0, `--import=${clock.href}?seconds=${hours * 3600}`);
      return true;
    },
  },
];

/** A fault by chance, the heavier the more often. */
export function pickFault(chance: Chance, from: readonly Fault[] = FAULTS): Fault {
  let left = chance.number() * from.reduce((sum, { weight }) => sum + weight, 0);
  for (const fault of from) {
    left -= fault.weight;
    if (left < 0) return fault;
  }
  return chance.pick(from);
}
