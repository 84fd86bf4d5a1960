import { createHash } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';
import server from '../../../package.json' with { type: 'json' };
import { type CatalogTable, readCatalog } from '../../db/catalog.ts';
import { findObject } from '../../db/objects.ts';
import type { Query } from '../../db/open.ts';
import { atOneInstant, executedMigrations, readRows } from '../../db/portable-rows.ts';
import type { Services } from '../../services.ts';
import { withoutBooks } from '../kept-storage.ts';
import { ListedObject, type Manifest, manifestKey, sealManifest } from './manifest.ts';
import { type BackupPlace, blobKey, linesOf, readFile, writeFile } from './place.ts';
import { encrypt } from './sealing.ts';

/** Tables whose rows are of no use, or open a door, after a restore. */
const LEFT_OUT: Record<string, string> = {
  sessions: 'who was signed in signs in again',
  account_links: 'links in mails do not work any more',
  rate_limits: 'counts of the last hour',
};
const NEVER_INSIDE = [
  'settings and their secrets: keys of providers, of the database, of the store and of this backup',
  'jobs of the queue: what was being worked on is queued anew by a restore',
];

type Tools = Pick<Services, 'database' | 'storage' | 'now' | 'newId' | 'log'>;

/**
 * Writes one consistent set: the database at one instant, then the objects that it names. Bytes that are in
 * the place already are not copied again. The manifest comes last, so that a set is whole or none.
 */
export async function backUp(
  tools: Tools,
  place: BackupPlace,
  kind: Manifest['kind'],
  signal: AbortSignal,
): Promise<Manifest> {
  const { database, now } = tools;
  const createdAt = now();
  const id = `${createdAt
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .toLowerCase()}-${tools.newId().slice(0, 8)}`;
  const rows = await database.unhurried((kysely) =>
    atOneInstant(kysely, (snapshot) => dumpRows(snapshot, place, id, signal)),
  );
  const copied = await copyObjects(tools, place, rows.objects, signal);
  const list = await writeFile(
    place,
    `sets/${id}/objects.ndjson.gz`,
    asBytes(copied.listed.map((one) => JSON.stringify(one))),
  );
  const manifest: Manifest = {
    product: 'pegasus',
    format: 1,
    id,
    kind,
    createdAt: createdAt.toISOString(),
    finishedAt: now().toISOString(),
    version: server.version,
    backend: database.backend,
    migrations: rows.migrations,
    ...(place.key ? { encryption: { cipher: 'aes-256-gcm', keyId: place.key.id } } : {}),
    tables: rows.tables,
    objects: {
      count: copied.listed.length,
      bytes: copied.listed.reduce((sum, { bytes }) => sum + bytes, 0),
      copied: copied.copied,
      list,
    },
    faulty: copied.faulty,
    leftOut: [...Object.entries(LEFT_OUT).map(([table, why]) => `${table}: ${why}`), ...NEVER_INSIDE],
  };
  await place.storage.put(manifestKey(id), once(sealManifest(manifest, place.key)));
  return manifest;
}

interface NamedObject {
  key: string;
  sha256: string;
  bytes: number;
}

async function dumpRows(snapshot: Query, place: BackupPlace, id: string, signal: AbortSignal) {
  const migrations = await executedMigrations(snapshot);
  const tables: Manifest['tables'] = [];
  for (const table of await readCatalog(snapshot)) {
    if (table.name in LEFT_OUT) continue;
    tables.push(await dumpTable(snapshot, place, id, table, signal));
  }
  const objects = await snapshot
    .selectFrom('objects')
    .select(['key', 'sha256', 'bytes'])
    .where('state', '=', 'kept')
    .where('sha256', 'is not', null)
    .orderBy('key')
    .execute();
  const named = objects.map(
    ({ key, sha256, bytes }): NamedObject => ({ key, sha256: sha256 ?? '', bytes: Number(bytes) }),
  );
  return { migrations, tables, objects: named };
}

async function dumpTable(
  snapshot: Query,
  place: BackupPlace,
  id: string,
  table: CatalogTable,
  signal: AbortSignal,
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256');
  let rows = 0;
  const lines = async function* () {
    for await (const row of readRows(snapshot, table)) {
      signal.throwIfAborted();
      const line = Buffer.from(`${row}\n`);
      hash.update(line);
      rows++;
      yield line;
    }
  };
  const file = await writeFile(
    place,
    `sets/${id}/tables/${table.name.replaceAll('_', '-')}.ndjson.gz`,
    lines(),
  );
  return { name: table.name, rows, contentSha256: hash.digest('hex'), file };
}

/** Copies what the place does not have. What is damaged or missing here is named and never stored over a good copy. */
async function copyObjects(
  tools: Tools,
  place: BackupPlace,
  objects: readonly NamedObject[],
  signal: AbortSignal,
): Promise<{ listed: ListedObject[]; copied: number; faulty: string[] }> {
  const there = new Set<string>();
  for await (const key of place.storage.list('objects/')) there.add(key);
  const listed: ListedObject[] = [];
  const faulty: string[] = [];
  let copied = 0;
  for (const object of objects) {
    signal.throwIfAborted();
    const blob = blobKey(object.sha256, place.key);
    if (!there.has(blob)) {
      if (!(await copyObject(tools, place, object, blob))) {
        if (await isStillKept(tools, object.key)) faulty.push(object.key);
        continue;
      }
      there.add(blob);
      copied++;
    }
    listed.push({ ...object, blob });
  }
  return { listed, copied, faulty };
}

/** What was deleted or left since the instant of the rows is not at fault. */
async function isStillKept({ database, log }: Tools, key: string): Promise<boolean> {
  const kept = (await findObject(database.kysely, key))?.state === 'kept';
  if (kept) log.error({ key }, 'object is damaged or missing and is not in the backup');
  return kept;
}

async function copyObject(
  { storage }: Tools,
  place: BackupPlace,
  object: NamedObject,
  blob: string,
): Promise<boolean> {
  const hash = createHash('sha256');
  const wrong = new Error('Its bytes are not those that were written.');
  const measured = async function* () {
    for await (const piece of withoutBooks(storage).get(object.key)) {
      hash.update(piece);
      yield piece;
    }
    if (hash.digest('hex') !== object.sha256) throw wrong;
  };
  try {
    await place.storage.put(blob, place.key ? encrypt(measured(), place.key) : measured());
    return true;
  } catch (error) {
    if (error === wrong || (error instanceof Problem && error.code === 'object-missing')) return false;
    throw error;
  }
}

/** The objects that a set holds, in the order of their keys. */
export async function* listObjects(place: BackupPlace, manifest: Manifest): AsyncIterable<ListedObject> {
  const content = readFile(place, manifest.objects.list, manifest.encryption !== undefined);
  for await (const line of linesOf(content)) yield ListedObject.parse(JSON.parse(line));
}

async function* asBytes(lines: readonly string[]): AsyncIterable<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

async function* once(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}
