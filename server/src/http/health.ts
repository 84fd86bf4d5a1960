import type { Health } from '@pegasus/core/health.ts';
import { sql } from 'kysely';
import server from '../../package.json' with { type: 'json' };
import type { Services } from '../services.ts';

/** How long one part may take to answer before it counts as failing, and how long an answer is used again. */
const PATIENCE_MS = 1000;
const FRESH_MS = 1000;

export interface HealthCheck {
  /** The process answers; asks nobody else. */
  live(): Health;
  /** Database, queue and storage can be used. However often it is called, each is asked once a second. */
  ready(): Promise<Health>;
}

export function createHealthCheck(services: Services): HealthCheck {
  let asked: { at: number; health: Promise<Health> } | undefined;
  return {
    live: () => ({ status: 'ok', parts: {}, version: server.version }),
    ready: () => {
      const at = services.now().getTime();
      if (!asked || at - asked.at >= FRESH_MS) asked = { at, health: askAll(services) };
      return asked.health;
    },
  };
}

async function askAll(services: Services): Promise<Health> {
  const { database, queue, storage } = services;
  const questions = {
    database: async () => void (await sql`select 1`.execute(database.kysely)),
    queue: () => queue.check(),
    storage: () => storage.check(),
  };
  const parts = Object.fromEntries(
    await Promise.all(
      Object.entries(questions).map(
        async ([part, ask]) => [part, await stateOf(part, ask, services)] as const,
      ),
    ),
  );
  const failing = Object.values(parts).includes('failing');
  return { status: failing ? 'failing' : 'ok', parts, version: server.version };
}

async function stateOf(part: string, ask: () => Promise<void>, { log }: Services): Promise<'ok' | 'failing'> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer in ${PATIENCE_MS} ms.`)), PATIENCE_MS);
  try {
    await Promise.race([ask(), late]);
    return 'ok';
  } catch (error) {
    log.error({ part, err: error }, 'a part of the server is not ready');
    return 'failing';
  } finally {
    clearTimeout(timer);
  }
}
