import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@pegasus/core/client.ts';
import type { Course } from '@pegasus/core/course.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { ProblemCode } from '@pegasus/core/problem.ts';
import { pino } from 'pino';
import { createChanges } from '../changes.ts';
import { type Config, readConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { ensureLocalUser } from '../db/users.ts';
import { createKeptStorage } from '../keeping/kept-storage.ts';
import { createRateLimits } from '../limits/rate-limits.ts';
import { createMail } from '../mail.ts';
import { createMetrics } from '../metrics-registry.ts';
import type { Queue } from '../queue/define.ts';
import type { Services } from '../services.ts';
import { openTestStorage } from '../storage/test-storage.ts';
import { createHttpServer } from './app.ts';

export const CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:04.000\nElasticity is a ratio of two percentages.\n';

/** A queue that takes jobs and hands none out: what a request leaves behind can be looked at in peace. */
function createSilentQueue(): Queue {
  return {
    start: async () => {},
    send: async () => randomUUID(),
    work: async () => {},
    cancel: async () => {},
    every: async () => {},
    forget: async () => {},
    release: async () => {},
    hastenInterrupted: async () => 0,
    alive: async (_stage, ids) => new Set(ids),
    check: async () => {},
    stop: async () => {},
  };
}

/** A listening server on a database in memory and files in a folder of its own, and a client of it. */
export async function openTestServer(
  brought: Partial<Omit<Services, 'config'>> & {
    config?: Partial<Config>;
    bodyTime?: number;
    leaving?: AbortSignal;
  } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'pegasus-http-'));
  const database = await openTestDatabase();
  await migrate(database);
  await ensureLocalUser(database.kysely);
  const lines: { level: number; msg: string; code?: string }[] = [];
  const config = { ...readConfig({}), data: folder, maxUploadMegabytes: 1, ...brought.config };
  const services = {
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    metrics: createMetrics(),
    changes: createChanges(),
    database,
    queue: createSilentQueue(),
    storage: createKeptStorage(openTestStorage(folder), database.kysely, () => new Date()),
    now: () => new Date(),
    newId: randomUUID,
    mail: createMail(config),
    limits: createRateLimits(database, config),
    ...brought,
    config,
    // Speech, language and decoder are the worker's and never asked by a request.
  } as Partial<Services> as Services;
  const pace = { look: 50, breath: 1, heartbeat: 100 };
  const app = createHttpServer(services, {
    pace,
    uploadIdle: 300,
    ...(brought.bodyTime ? { bodyTime: brought.bodyTime } : {}),
    ...(brought.leaving ? { leaving: brought.leaving } : {}),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const follow = { firstPause: 1, longestPause: 5, tries: 5 };
  const client = createClient({ baseUrl, follow });
  return {
    services,
    app,
    port,
    baseUrl,
    client,
    lines,
    /** Keys of everything that is stored. */
    stored: () => Array.fromAsync(services.storage.list('')),
    newCourse: (): Promise<Course> => client.createCourse({ body: { name: randomUUID() } }),
    newLecture: async (fileName = 'talk.vtt', content = CAPTIONS): Promise<Lecture> => {
      const course = await client.createCourse({ body: { name: randomUUID() } });
      const form = { courseId: course.id, preset: 'exam' };
      return client.createLecture({ form, file: { name: fileName, content: new Blob([content]) } });
    },
    close: async () => {
      await app.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof openTestServer>>;

/** For `assert.rejects`: a Problem of this code. */
export function problem(code: ProblemCode): { name: string; code: ProblemCode } {
  return { name: 'Problem', code };
}
