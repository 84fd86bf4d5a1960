import { countObjects } from '../db/objects.ts';
import { lastUpkeep, listUpkeepRuns } from '../db/upkeep-runs.ts';
import type { Services } from '../services.ts';
import type { Tools } from '../stages/define.ts';
import { upkeepTasks } from './registry.ts';
import { runDueUpkeep } from './upkeep.ts';

/** The queue's clock; which task is due is the database's to say. */
const EVERY_MINUTE = '* * * * *';

/** Lets the queue wake one worker a minute, whichever it is, to run what is due; and tells metrics of it. */
export async function startUpkeep(services: Services, tools: Tools): Promise<void> {
  const began = services.now().getTime();
  await services.queue.every('upkeep', EVERY_MINUTE, (signal) =>
    runDueUpkeep(services, tools, upkeepTasks, signal),
  );
  services.metrics.onScrape(async (set) => {
    const { kysely } = services.database;
    const now = services.now().getTime();
    const last = await lastUpkeep(kysely);
    for (const task of upkeepTasks) {
      if (task.everySeconds(services) === undefined) continue;
      const since = last.get(task.name)?.succeeded?.getTime() ?? began;
      set('pegasus_upkeep_success_age_seconds', { task: task.name }, (now - since) / 1000);
    }
    const backup = (await listUpkeepRuns(kysely, 'backup', 20)).find(
      ({ outcome }) => outcome === 'succeeded',
    );
    if (backup) {
      set('pegasus_backup_age_seconds', {}, (now - backup.started_at.getTime()) / 1000);
      set('pegasus_backup_bytes', {}, backup.counts.bytes ?? 0);
    }
    const faults = { damaged: 0, missing: 0, orphaned: 0 };
    const bytesOf = new Map<string, number>();
    const totals = new Map<string, { kind: string; state: string; objects: number }>();
    for (const { kind, state, fault, objects, bytes } of await countObjects(kysely)) {
      const total = totals.get(`${kind} ${state}`) ?? { kind, state, objects: 0 };
      totals.set(`${kind} ${state}`, { ...total, objects: total.objects + objects });
      if (state === 'kept') bytesOf.set(kind, (bytesOf.get(kind) ?? 0) + bytes);
      if (fault) faults[fault] += objects;
      if (state === 'orphaned') faults.orphaned += objects;
    }
    for (const { kind, state, objects } of totals.values()) set('pegasus_objects', { kind, state }, objects);
    for (const [kind, bytes] of bytesOf) set('pegasus_object_bytes', { kind }, bytes);
    for (const [fault, objects] of Object.entries(faults)) set('pegasus_object_faults', { fault }, objects);
  });
}
