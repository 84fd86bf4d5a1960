import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { STAGES } from '@pegasus/core/stage-run.ts';
import pg from 'pg';
import type { Bench, FaultCase, FaultKind } from './define.ts';
import type { ProviderMood } from './pretend-provider.ts';

const KINDS: readonly FaultKind[] = ['fail', 'slow', 'hang'];
/** Slower than what a process takes for an answer of a part that can be used. */
const SLOW_ANSWER_MS = 1500;
const MEGABYTE = 1024 * 1024;

const stageCases: FaultCase[] = STAGES.flatMap((stage) =>
  KINDS.map((kind): FaultCase => {
    const fault = { fail: 'object-missing', slow: 'slow 80', hang: 'hang' }[kind];
    return {
      component: stage,
      kind,
      expect: { alert: kind === 'fail' ? 'PegasusStageFailing' : 'PegasusStageStill', stage },
      inject: async (bench) => {
        await bench.setFault(stage, fault);
        await bench.handIn(3);
        return () => bench.setFault(stage, undefined);
      },
    };
  }),
);

const providerCases = KINDS.map((kind): FaultCase => {
  const moods: Record<FaultKind, ProviderMood> = { fail: 'failing', slow: 'slow', hang: 'silent' };
  return {
    component: 'provider',
    kind,
    expect: {
      alert: kind === 'fail' ? 'PegasusProviderFailing' : 'PegasusProviderSlow',
      provider: 'openai-compatible',
    },
    prepare: (bench) => bench.useProvider(true),
    inject: async (bench) => {
      bench.provider.mood = moods[kind];
      const ids = await bench.handIn(3);
      return async () => {
        for (const lectureId of ids) await bench.client.deleteLecture({ params: { lectureId } });
        await bench.useProvider(false);
      };
    },
  };
});

/** The queue lives in the database, and only it is hit: its tables are away, or somebody else holds them. */
const queueCases = KINDS.map(
  (kind): FaultCase => ({
    component: 'queue',
    kind,
    expect: { alert: 'PegasusQueueDown' },
    inject: async ({ postgres }) => {
      const client = new pg.Client({ connectionString: postgres.url('pegasus') });
      await client.connect();
      if (kind === 'fail') {
        await client.query('alter schema pgboss rename to pgboss_away');
        return async () => {
          await client.query('alter schema pgboss_away rename to pgboss');
          await client.end();
        };
      }
      let over = false;
      const holding = (async () => {
        while (!over) {
          await client.query('begin');
          await client.query('lock table pgboss.queue in access exclusive mode');
          const until = performance.now() + (kind === 'slow' ? 9000 : Number.POSITIVE_INFINITY);
          while (!over && performance.now() < until) await pause(100);
          await client.query('rollback');
          await pause(200);
        }
      })();
      return async () => {
        over = true;
        await holding;
        await client.end();
      };
    },
  }),
);

const storageCases = KINDS.map(
  (kind): FaultCase => ({
    component: 'storage',
    kind,
    expect: { alert: 'PegasusStorageDown' },
    inject: async ({ doors: { s3 } }) => {
      if (kind === 'fail') s3.answerWith('503 Service Unavailable');
      if (kind === 'slow') s3.setLatency(SLOW_ANSWER_MS);
      if (kind === 'hang') s3.freeze(true);
      return async () => {
        s3.answerWith(undefined);
        s3.setLatency(0);
        s3.freeze(false);
        s3.reset();
      };
    },
  }),
);

const diskCases = KINDS.map(
  (kind): FaultCase => ({
    component: 'disk',
    kind,
    expect: { alert: kind === 'fail' ? 'PegasusDiskFull' : 'PegasusDiskUnreadable' },
    inject: async (bench) => {
      if (kind === 'fail') return fillDisk(bench);
      await bench.setFault('disk', kind === 'slow' ? 'slow 8' : 'hang');
      return () => bench.setFault('disk', undefined);
    },
  }),
);

/** Fills the disk of the data to the last block. */
export async function fillDisk({ data }: Pick<Bench, 'data'>): Promise<() => Promise<void>> {
  const files: string[] = [];
  try {
    for (let place = 0; ; place++) {
      files.push(join(data, `filler-${place}`));
      await writeFile(files.at(-1) ?? '', Buffer.alloc(MEGABYTE));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  return async () => {
    for (const file of files) await rm(file, { force: true });
  };
}

const databaseCases = KINDS.map(
  (kind): FaultCase => ({
    component: 'database',
    kind,
    expect: { alert: 'PegasusDatabaseDown' },
    inject: async ({ postgres, doors }) => {
      if (kind === 'fail') {
        await postgres.kill();
        return () => postgres.start();
      }
      if (kind === 'slow') doors.postgres.setLatency(SLOW_ANSWER_MS);
      else doors.postgres.freeze(true);
      return async () => {
        doors.postgres.setLatency(0);
        doors.postgres.freeze(false);
      };
    },
  }),
);

/** In this order what comes early silences nothing that comes later. */
export const faultCases: readonly FaultCase[] = [
  ...stageCases,
  ...providerCases,
  ...queueCases,
  ...storageCases,
  ...diskCases,
  ...databaseCases,
];
