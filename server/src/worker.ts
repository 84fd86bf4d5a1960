import type { StageName } from '@pegasus/core/stage-run.ts';
import { parseCaptions } from './captions/registry.ts';
import type { Config } from './config.ts';
import { deleteExpired } from './db/sessions.ts';
import { forgetWorker, seeWorker } from './db/workers.ts';
import { exporters } from './exporters/registry.ts';
import { startUpkeep } from './keeping/start-upkeep.ts';
import { startLiveSessions } from './live/live-sessions.ts';
import { reconcile, reconcileStart, releaseAbandoned } from './reconcile.ts';
import { RELEASE } from './release.ts';
import type { Services } from './services.ts';
import type { Tools } from './stages/define.ts';
import { allStages } from './stages/registry.ts';
import { runStage } from './stages/run-stage.ts';

const RECONCILE_MS = 10_000;
/** How soon the work of a worker that fell silent is taken up, once the queue has noticed. */
const TAKE_UP_MS = 1000;

export interface Worker {
  /** Lets what runs now finish for a while, and hands back what does not: another worker goes on with it. */
  stop(): Promise<void>;
}

/** What the stages may use of the services. */
export function toolsOf(services: Services): Tools {
  const { storage, decoder, speech, language, now, newId, config } = services;
  const limits = { maxSeconds: config.maxRecordingHours * 3600 };
  const { publicUrl } = config;
  return { storage, parseCaptions, decoder, speech, language, exporters, limits, publicUrl, now, newId };
}

/** Takes jobs of all stages until it is stopped. */
export async function startWorker(services: Services): Promise<Worker> {
  const { now } = services;
  const tools = toolsOf(services);
  // The embedded database belongs to one process: whatever still runs in its books has no one to finish it.
  if (services.database.backend === 'pglite') await releaseAbandoned(services);
  for (const stage of allStages) {
    const atOnce = concurrencyOf(services.config, stage.name);
    // A worker may leave a stage to others that suit it better.
    if (atOnce > 0)
      await services.queue.work(stage.name, atOnce, (job) => runStage(services, tools, stage, job));
  }
  await startUpkeep(services, tools);
  const live = await startLiveSessions(services, tools);
  const places = reconcileStart();
  const id = services.newId();
  const seen = () => seeWorker(services.database.kysely, { id, version: RELEASE.version }, now());
  await seen();
  const timer = setInterval(() => {
    deleteExpired(services.database.kysely, now()).catch((error) =>
      services.log.error({ err: error }, 'what has run out could not be swept'),
    );
    seen().catch((error) => services.log.error({ err: error }, 'the sign of life was not written'));
    reconcile(services, places).catch((error) => services.log.error({ err: error }, 'reconciling failed'));
  }, RECONCILE_MS);
  let takingUp = false;
  let told = false;
  const takeUp = setInterval(async () => {
    if (takingUp) return;
    takingUp = true;
    try {
      const jobs = await services.queue.hastenInterrupted();
      if (jobs > 0) services.log.warn({ jobs }, 'taking up what a worker that fell silent left');
      told = false;
    } catch (error) {
      // Once, and not every second while the database is away.
      if (!told) services.log.error({ err: error }, 'what silent workers left could not be looked for');
      told = true;
    } finally {
      takingUp = false;
    }
  }, TAKE_UP_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      clearInterval(takeUp);
      await Promise.all([live.stop(), services.queue.stop(services.config.stopSeconds)]);
      await forgetWorker(services.database.kysely, id);
    },
  };
}

function concurrencyOf(config: Config, stage: StageName): number {
  const table: Record<StageName, number> = {
    ingest: config.ingestAtOnce,
    transcribe: config.transcribeAtOnce,
    generate: config.generateAtOnce,
    export: config.exportAtOnce,
  };
  return table[stage];
}
