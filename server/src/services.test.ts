import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import type { Queue } from './queue/define.ts';
import { openServices } from './services.ts';

test('a start that fails half-way leaves nothing running that would keep the process alive', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pegasus-services-'));
  const done: string[] = [];
  const queue = {
    start: async () => {
      done.push('started by half');
      throw new Problem('database-unavailable');
    },
    stop: async () => void done.push('stopped'),
  } as Partial<Queue> as Queue;
  const log = pino({ level: 'silent' });
  await assert.rejects(
    openServices(readConfig({ PEGASUS_DATA: folder }), { queue, log }),
    (error) => error instanceof Problem && error.code === 'database-unavailable',
  );
  assert.deepEqual(done, ['started by half', 'stopped']);
  await rm(folder, { recursive: true });
});
