import { Problem, toProblem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import { readCatalog } from '../../db/catalog.ts';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/registry.ts';
import type { Query } from '../../db/open.ts';
import { advanceCounters, withoutTriggers, writeRows } from '../../db/portable-rows.ts';
import { danglingReferences } from '../../db/references.ts';
import type { Services } from '../../services.ts';
import { withoutBooks } from '../kept-storage.ts';
import { backUp, listObjects } from './back-up.ts';
import { type ListedObject, listSets, type Manifest, readManifest } from './manifest.ts';
import { type BackupPlace, linesOf, readBlob, readFile } from './place.ts';
import { requeueOpenRuns } from './requeue.ts';

/** What a restore works with. The queue is started by whoever calls, after the schema is there. */
export type RestoreTools = Pick<Services, 'database' | 'storage' | 'now' | 'newId' | 'log'> & {
  /** Called when rows and objects are there, to make sure that the product can work on them. */
  startQueue(): Promise<Services['queue']>;
  say(line: string): void;
};

export interface RestoreOptions {
  /** The newest finished one when absent. */
  set?: string | undefined;
  /** Replaces what is there, after a restore point was made of it. */
  replace: boolean;
  signal: AbortSignal;
}

export interface RestoreResult {
  set: string;
  createdAt: string;
  rows: number;
  objects: number;
  requeued: number;
  restorePoint?: string;
  seconds: number;
}

/** Restores a whole set, or leaves everything as it was. Throws a Problem that says why. */
export async function restore(
  tools: RestoreTools,
  place: BackupPlace,
  options: RestoreOptions,
): Promise<RestoreResult> {
  const begun = performance.now();
  const manifest = await chooseSet(place, options.set);
  tools.say(`Set ${manifest.id} of ${manifest.createdAt}, made by version ${manifest.version}.`);
  const objects = await checkComplete(place, manifest);
  tools.say(`It is whole: ${manifest.tables.length} tables, ${objects.length} objects.`);
  if (manifest.faulty.length > 0)
    tools.say(`Damaged or missing already when it was made: ${manifest.faulty.join(', ')}.`);
  const point = await makeRestorePoint(tools, place, options);
  let result: Pick<RestoreResult, 'rows' | 'requeued'>;
  try {
    result = await putBack(tools, place, manifest, objects, options.signal);
  } catch (error) {
    tools.say('It failed; what was there before is put back.');
    await rollBack(tools, place, objects, point);
    throw error instanceof Problem
      ? error
      : new Problem('restore-failed', toProblem(error).message, { cause: error });
  }
  const seconds = (performance.now() - begun) / 1000;
  return {
    set: manifest.id,
    createdAt: manifest.createdAt,
    objects: objects.length,
    ...result,
    ...(point ? { restorePoint: point.id } : {}),
    seconds,
  };
}

/** Throws Problem `backup-incomplete` when there is none, and what `readManifest` and a newer schema throw. */
export async function chooseSet(place: BackupPlace, wanted: string | undefined): Promise<Manifest> {
  const sets = await listSets(place.storage);
  const id = wanted ?? sets.filter(({ finished }) => finished).at(-1)?.id;
  if (id === undefined || !sets.some((set) => set.id === id))
    throw new Problem('backup-incomplete', id ? `There is no set ${id}.` : 'There is no finished set.');
  const manifest = await readManifest(place.storage, id, place.key);
  const unknown = manifest.migrations.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0)
    throw new Problem(
      'backup-newer',
      `The set ${id} is of version ${manifest.version} and has ${unknown.join(', ')}.`,
    );
  return manifest;
}

/** Reads every table and looks for every object before anything is touched. */
async function checkComplete(place: BackupPlace, manifest: Manifest): Promise<ListedObject[]> {
  for (const table of manifest.tables) {
    let rows = 0;
    for await (const _ of linesOf(readFile(place, table.file, manifest.encryption !== undefined))) rows++;
    if (rows !== table.rows) throw new Problem('backup-damaged', `It is ${table.file.key}.`);
  }
  const listed = await Array.fromAsync(listObjects(place, manifest));
  if (listed.length !== manifest.objects.count)
    throw new Problem('backup-damaged', `It is ${manifest.objects.list.key}.`);
  const there = new Set<string>();
  for await (const key of place.storage.list('objects/')) there.add(key);
  const lacking = listed.filter(({ blob }) => !there.has(blob));
  if (lacking.length > 0)
    throw new Problem(
      'backup-incomplete',
      `It lacks ${lacking.length} objects, the first is ${lacking[0]?.key}.`,
    );
  return listed;
}

async function makeRestorePoint(
  tools: RestoreTools,
  place: BackupPlace,
  { replace, signal }: RestoreOptions,
): Promise<Manifest | undefined> {
  if (await isEmpty(tools)) return undefined;
  if (!replace) throw new Problem('restore-not-empty');
  await migrate(tools.database);
  const point = await backUp(tools, place, 'restore-point', signal);
  tools.say(`What is there now is kept as the set ${point.id}.`);
  return point;
}

/** Nothing but what a first start leaves. */
async function isEmpty({ database, storage }: RestoreTools): Promise<boolean> {
  for await (const _ of withoutBooks(storage).list('')) return false;
  const tables = await readCatalog(database.kysely);
  for (const name of ['courses', 'lectures', 'accounts']) {
    if (!tables.some((table) => table.name === name)) continue;
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(database.kysely);
    if (rows.length > 0) return false;
  }
  return true;
}

async function putBack(
  tools: RestoreTools,
  place: BackupPlace,
  manifest: Manifest,
  objects: readonly ListedObject[],
  signal: AbortSignal,
): Promise<Pick<RestoreResult, 'rows' | 'requeued'>> {
  const encrypted = manifest.encryption !== undefined;
  await migrate(tools.database, manifest.migrations.at(-1));
  await putObjects(tools, place, objects, encrypted, signal);
  tools.say('The objects are back, each with its hash.');
  const rows = await tools.database.unhurried((kysely) => putRows(kysely, place, manifest, signal));
  tools.say(`${rows} rows are back.`);
  const steps = await migrate(tools.database);
  if (steps.length > 0) tools.say(`Migrated: ${steps.map(({ name }) => name).join(', ')}.`);
  await noteAbsent(tools, objects);
  const queue = await tools.startQueue();
  const requeued = await requeueOpenRuns({ ...tools, queue });
  await checkHealth(tools, queue);
  return { rows, requeued };
}

/** Puts the bytes of objects where their rows expect them. Throws Problem `backup-damaged`. */
export async function putObjects(
  { storage }: Pick<RestoreTools, 'storage'>,
  place: BackupPlace,
  objects: readonly ListedObject[],
  encrypted: boolean,
  signal: AbortSignal,
): Promise<void> {
  for (const object of objects) {
    signal.throwIfAborted();
    await withoutBooks(storage).put(object.key, readBlob(place, object, encrypted), { signal });
  }
}

/** All rows in one transaction: those of the set are there, or those of before. */
async function putRows(
  kysely: Query,
  place: BackupPlace,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<number> {
  return kysely.transaction().execute(async (transaction) => {
    const tables = await readCatalog(transaction);
    return withoutTriggers(transaction, tables, async () => {
      for (const { name } of tables.toReversed())
        await sql`delete from ${sql.table(name)}`.execute(transaction);
      let total = 0;
      for (const table of tables) {
        signal.throwIfAborted();
        const held = manifest.tables.find(({ name }) => name === table.name);
        if (!held) continue;
        const lines = linesOf(readFile(place, held.file, manifest.encryption !== undefined));
        const written = await writeRows(transaction, table, lines);
        if (written !== held.rows) throw new Problem('backup-damaged', `It is ${held.file.key}.`);
        await advanceCounters(transaction, table);
        total += written;
      }
      return total;
    });
  });
}

/** What was deleted or left while the set was made, or was at fault then, is not in it: the books say so. */
async function noteAbsent({ database, now }: RestoreTools, objects: readonly ListedObject[]): Promise<void> {
  const there = new Set(objects.map(({ key }) => key));
  const rows = await database.kysely
    .selectFrom('objects')
    .select('key')
    .where('state', '=', 'kept')
    .execute();
  for (const { key } of rows.filter((row) => !there.has(row.key)))
    await database.kysely
      .updateTable('objects')
      .set({ fault: 'missing', verified_at: now().toISOString() })
      .where('key', '=', key)
      .execute();
}

/**
 * Throws when the product could not work on what is there now. What was at fault before the set was made is
 * told and no reason to give up the rest.
 */
async function checkHealth(
  { database, storage, say }: RestoreTools,
  queue: Services['queue'],
): Promise<void> {
  await sql`select 1`.execute(database.kysely);
  await storage.check();
  await queue.check();
  const dangling = await danglingReferences(database.kysely);
  if (dangling.length > 0)
    say(`${dangling.length} rows name objects that no book knows; \`pegasus integrity\` names them.`);
}

async function rollBack(
  tools: RestoreTools,
  place: BackupPlace,
  objects: readonly ListedObject[],
  point: Manifest | undefined,
): Promise<void> {
  for (const { key } of objects) await withoutBooks(tools.storage).remove(key);
  if (!point) {
    await migrate(tools.database, 'none');
    return;
  }
  const before = await checkComplete(place, point);
  await migrate(tools.database, point.migrations.at(-1));
  const signal = new AbortController().signal;
  await putObjects(tools, place, before, point.encryption !== undefined, signal);
  await tools.database.unhurried((kysely) => putRows(kysely, place, point, signal));
}
