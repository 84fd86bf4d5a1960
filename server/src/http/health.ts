import type { Health } from '@pegasus/core/health.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import { RELEASE } from '../release.ts';
import type { Services } from '../services.ts';

/** How long one part may take to answer before it counts as failing, and how long an answer is used again. */
const PATIENCE_MS = 1000;
const FRESH_MS = 1000;

/** All that is known; `forEverybody` is what of it anybody may see. */
export type Diagnosis = Health & Required<Pick<Health, 'commit' | 'reasons'>>;

export interface HealthCheck {
  /** The process answers; asks nobody else. */
  live(): Diagnosis;
  /**
   * Database, queue and storage can be used, and it is not about to stop. However often it is called, each is
   * asked once a second.
   */
  ready(): Promise<Diagnosis>;
  /** The parts that others run; that this process is about to stop is no fault of theirs. */
  dependencies(): Promise<Diagnosis>;
  /** It was ready once since it started. What fails later is for `ready` to say. */
  startup(): Promise<Diagnosis>;
}

/** `leaving` is aborted when the process was told to stop and serves on for a while. */
export function createHealthCheck(services: Services, leaving?: AbortSignal): HealthCheck {
  let asked: { at: number; health: Promise<Diagnosis> } | undefined;
  let started = false;
  const dependencies = async (): Promise<Diagnosis> => {
    const at = services.now().getTime();
    if (!asked || at - asked.at >= FRESH_MS) asked = { at, health: askAll(services) };
    const health = await asked.health;
    started ||= health.status === 'ok';
    return health;
  };
  const ready = async (): Promise<Diagnosis> => {
    const health = await dependencies();
    return leaving?.aborted ? withLeaving(health) : health;
  };
  return {
    live: () => diagnose({}, {}),
    dependencies,
    ready,
    startup: async () => (started ? diagnose({}, {}) : ready()),
  };
}

/** Reasons name servers and settings, and a commit says which faults are known of it: neither is for everybody. */
export function forEverybody({ status, parts, version }: Diagnosis): Health {
  return { status, parts, version };
}

function diagnose(parts: Health['parts'], reasons: Record<string, string>): Diagnosis {
  const status = Object.values(parts).includes('failing') ? 'failing' : 'ok';
  return { status, parts, ...RELEASE, reasons };
}

function withLeaving({ parts, reasons }: Diagnosis): Diagnosis {
  return diagnose({ ...parts, process: 'failing' }, { ...reasons, process: 'It is about to stop.' });
}

async function askAll(services: Services): Promise<Diagnosis> {
  const { database, queue, storage } = services;
  const questions = {
    database: async () => void (await sql`select 1`.execute(database.kysely)),
    queue: () => queue.check(),
    storage: () => storage.check(),
  };
  const answers = await Promise.all(
    Object.entries(questions).map(
      async ([part, ask]) => [part, await failureOf(part, ask, services)] as const,
    ),
  );
  const parts = answers.map(([part, reason]) => [part, reason === undefined ? 'ok' : 'failing'] as const);
  return diagnose(
    Object.fromEntries(parts),
    Object.fromEntries(answers.filter((answer): answer is [string, string] => answer[1] !== undefined)),
  );
}

/** Undefined when the part can be used. */
async function failureOf(
  part: string,
  ask: () => Promise<void>,
  { log }: Services,
): Promise<string | undefined> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Problem('not-ready', `No answer in ${PATIENCE_MS} ms.`)),
    PATIENCE_MS,
  );
  try {
    await Promise.race([ask(), late]);
    return undefined;
  } catch (error) {
    log.error({ part, err: error }, 'a part of the server is not ready');
    // What others' libraries say may hold anything; it is in the log.
    return error instanceof Problem ? `${error.code}: ${error.message}` : 'internal: the log says why.';
  } finally {
    clearTimeout(timer);
  }
}
