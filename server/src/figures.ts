import { statfs } from 'node:fs/promises';
import { STAGES } from '@pegasus/core/stage-run.ts';
import { tellCertificate } from './certificate-figures.ts';
import { countOpenRuns } from './db/stage-runs.ts';
import { countWorkers, databaseClock } from './db/workers.ts';
import { RELEASE } from './release.ts';
import type { Services } from './services.ts';

/** What each process tells of itself and of the whole at a scrape. `ready` says which parts can be used. */
export function tellFigures(
  services: Services,
  ready: () => Promise<{ parts: Readonly<Record<string, 'ok' | 'failing'>> }>,
): void {
  const { metrics, config, now } = services;
  tellCertificate(services);
  const { kysely } = services.database;
  metrics.onScrape(async (set) => {
    set('pegasus_build_info', RELEASE, 1);
    const { parts } = await ready();
    for (const [dependency, state] of Object.entries(parts))
      set('pegasus_dependency_up', { dependency }, state === 'ok' ? 1 : 0);
  });
  metrics.onScrape(async (set) => {
    const { bavail, blocks } = await statfs(config.data);
    set('pegasus_disk_free_ratio', {}, bavail / blocks);
  });
  metrics.onScrape(async (set) => {
    const asked = now().getTime();
    const told = (await databaseClock(kysely)).getTime();
    // The answer was written somewhere between question and answer.
    set('pegasus_clock_skew_seconds', {}, Math.abs(told - (asked + now().getTime()) / 2) / 1000);
    set('pegasus_workers', {}, await countWorkers(kysely, now()));
    for (const stage of STAGES) {
      set('pegasus_stage_open_runs', { stage, state: 'waiting' }, 0);
      set('pegasus_stage_open_runs', { stage, state: 'running' }, 0);
      set('pegasus_stage_oldest_waiting_seconds', { stage }, 0);
      set('pegasus_stage_silent_seconds', { stage }, 0);
      set('pegasus_stage_still_seconds', { stage }, 0);
    }
    for (const open of await countOpenRuns(kysely, now())) {
      const { stage, state } = open;
      set('pegasus_stage_open_runs', { stage, state }, open.runs);
      if (state === 'waiting') set('pegasus_stage_oldest_waiting_seconds', { stage }, open.oldestSeconds);
      if (open.silentSeconds !== undefined)
        set('pegasus_stage_silent_seconds', { stage }, open.silentSeconds);
      if (open.stillSeconds !== undefined) set('pegasus_stage_still_seconds', { stage }, open.stillSeconds);
    }
  });
}
