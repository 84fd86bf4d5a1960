import { randomUUID } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { listSets, readManifest } from '../keeping/backup/manifest.ts';
import { type BackupPlace, openBackupPlace } from '../keeping/backup/place.ts';
import { type RestoreTools, restore } from '../keeping/backup/restore.ts';
import { restorePart } from '../keeping/backup/restore-part.ts';
import { newBackupKey } from '../keeping/backup/sealing.ts';
import { backupTask } from '../keeping/backup/task.ts';
import { runUpkeep } from '../keeping/upkeep.ts';
import { createLog } from '../log.ts';
import { createPgBossQueue } from '../queue/pg-boss.ts';
import { openPlaces, openServices } from '../services.ts';
import { toolsOf } from '../worker.ts';
import { EXIT } from './exit-code.ts';
import { refuseId } from './keeping.ts';
import type { Terminal } from './terminal.ts';

interface Context {
  config: Config;
  terminal: Terminal;
  signal: AbortSignal;
}
type Outcome = Promise<{ code: number; result: unknown }>;

/** Makes a backup now, as the system does by itself; or lists those that there are; or makes a key. */
export async function runBackup(
  options: { to?: string; list?: boolean; newKey?: boolean },
  { config: given, terminal, signal }: Context,
): Outcome {
  if (options.newKey) {
    const key = newBackupKey();
    terminal.print(key);
    terminal.say('Keep it where the backups are not; without it none of them can be read.');
    return { code: EXIT.ok, result: { key } };
  }
  const config = { ...given, ...(options.to ? { backupUrl: options.to } : {}) };
  if (options.list) return listBackups(config, terminal);
  // Said before anything is opened.
  await openBackupPlace(config).storage.close();
  const services = await openServices(config);
  try {
    const result = await runUpkeep(services, toolsOf(services), backupTask, signal);
    if (!result) throw new Problem('upkeep-running', 'It is backup.');
    for (const [what, count] of Object.entries(result.counts)) terminal.print(`${what.padEnd(24)}${count}`);
    for (const { what, subject, code } of result.failures)
      terminal.print(`failed: ${what} ${subject} (${code})`);
    if (config.backupKey === '' && config.backupKeyFile === '')
      terminal.print('Not encrypted: no PEGASUS_BACKUP_KEY is set.');
    terminal.print('Settings and their secrets are not in it; keep those, and the key, elsewhere.');
    return { code: result.outcome === 'succeeded' ? EXIT.ok : EXIT.fault, result };
  } finally {
    await services.close();
  }
}

async function listBackups(config: Config, terminal: Terminal): Outcome {
  const place = openBackupPlace(config);
  try {
    const sets = [];
    for (const { id, finished } of await listSets(place.storage)) {
      const about = finished ? await describeSet(place, id) : 'not finished';
      terminal.print(`${id}  ${about}`);
      sets.push({ id, finished, about });
    }
    if (sets.length === 0) terminal.print('There is none.');
    return { code: EXIT.ok, result: { sets } };
  } finally {
    await place.storage.close();
  }
}

async function describeSet(place: BackupPlace, id: string): Promise<string> {
  try {
    const { kind, tables, objects, version, encryption } = await readManifest(place.storage, id, place.key);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return `${kind}, version ${version}, ${rows} rows, ${objects.count} objects, ${objects.bytes} bytes${encryption ? ', encrypted' : ''}`;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

/** Restores a whole set into an empty place, or one course or lecture into what is there. */
export async function runRestore(
  options: { from?: string; set?: string; replace?: boolean; course?: string; lecture?: string },
  { config: given, terminal, signal }: Context,
): Outcome {
  const config = { ...given, ...(options.from ? { backupUrl: options.from } : {}) };
  if (options.course && options.lecture)
    throw new Problem('request-invalid', '--course or --lecture, not both.');
  const part = options.course ?? options.lecture;
  if (part) refuseId(part);
  const place = openBackupPlace(config);
  const log = createLog(config.logLevel);
  const places = await openPlaces(config, log);
  const queue = createPgBossQueue(places.database, log, config);
  let started = false;
  const tools: RestoreTools = {
    ...places,
    log,
    now: () => new Date(),
    newId: randomUUID,
    say: (line) => terminal.say(line),
    startQueue: async () => {
      if (!started) await queue.start();
      started = true;
      return queue;
    },
  };
  try {
    const result = part
      ? await restorePart(tools, place, {
          kind: options.course ? 'course' : 'lecture',
          id: part,
          set: options.set,
          signal,
        })
      : await restore(tools, place, { set: options.set, replace: options.replace ?? false, signal });
    terminal.print(
      `Restored ${result.rows} rows and ${result.objects} objects of ${result.createdAt} in ${result.seconds.toFixed(1)} s.`,
    );
    return { code: EXIT.ok, result };
  } finally {
    if (started) await queue.stop(0);
    await places.close();
    await place.storage.close();
  }
}
