import { Problem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import { insertAuditEntry } from '../../db/audit.ts';
import { type CatalogTable, readCatalog } from '../../db/catalog.ts';
import { migrate } from '../../db/migrate.ts';
import { openEmbeddedDatabase, type Query } from '../../db/open.ts';
import { readRows, withoutTriggers, writeRows } from '../../db/portable-rows.ts';
import { lockCourse, reweaveThreads } from '../../db/threads.ts';
import { withoutBooks } from '../kept-storage.ts';
import { listObjects } from './back-up.ts';
import type { ListedObject, Manifest } from './manifest.ts';
import { type BackupPlace, linesOf, readFile } from './place.ts';
import { requeueOpenRuns } from './requeue.ts';
import { chooseSet, putObjects, type RestoreTools } from './restore.ts';

export interface PartOptions {
  kind: 'course' | 'lecture';
  id: string;
  set?: string | undefined;
  signal: AbortSignal;
}

/** Made anew from what the lectures give, with those that are there already. */
const FOUND_ANEW = ['threads', 'thread_occurrences', 'thread_updates', 'course_words'];
/** Whoever owns it must be there already: a restore of a part makes no accounts. */
const NOT_OF_A_PART = ['users', 'accounts', 'account_identities', 'audit_entries', 'upkeep_runs'];

/**
 * Puts one lecture or course back into what is there, as it was in the set. The set is first opened in memory
 * and brought to the present schema, so that any set can be used. Throws Problem `not-found`,
 * `restore-exists`, and what choosing and reading a set throw.
 */
export async function restorePart(tools: RestoreTools, place: BackupPlace, options: PartOptions) {
  const begun = performance.now();
  const { kind, id, signal } = options;
  const manifest = await chooseSet(place, options.set);
  await migrate(tools.database);
  await refusePresent(tools.database.kysely, kind, id);
  const { lines, lectureIds, courseId, ownerId } = await pickRows(place, manifest, options);
  const wanted = new Set(lectureIds);
  const objects: ListedObject[] = [];
  for await (const object of listObjects(place, manifest))
    if (wanted.has(object.key.split('/')[1] ?? '')) objects.push(object);
  const encrypted = manifest.encryption !== undefined;
  let rows = 0;
  try {
    await putObjects(tools, place, objects, encrypted, signal);
    await tools.database.kysely.transaction().execute(async (transaction) => {
      rows = await putPart(transaction, lines);
      await lockCourse(transaction, courseId);
      await reweaveThreads(transaction, ownerId, courseId);
      for (const [what, subjectId] of [
        [kind, id] as const,
        ...(kind === 'course' ? lectureIds.map((lectureId) => ['lecture', lectureId] as const) : []),
      ])
        await insertAuditEntry(transaction, {
          id: tools.newId(),
          at: tools.now(),
          actor: 'operator',
          action: 'restore',
          kind: what,
          subjectId,
          counts: subjectId === id ? { rows, objects: objects.length } : {},
        });
    });
  } catch (error) {
    for (const { key } of objects) await withoutBooks(tools.storage).remove(key);
    throw error;
  }
  const requeued = await requeueOpenRuns({ ...tools, queue: await tools.startQueue() }, lectureIds);
  const seconds = (performance.now() - begun) / 1000;
  return {
    set: manifest.id,
    createdAt: manifest.createdAt,
    rows,
    objects: objects.length,
    requeued,
    seconds,
  };
}

async function refusePresent(query: Query, kind: 'course' | 'lecture', id: string): Promise<void> {
  const table = kind === 'course' ? 'courses' : 'lectures';
  const row = await query.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
  if (row) throw new Problem('restore-exists', `It is the ${kind} ${id}.`);
}

interface Picked {
  lines: Map<string, string[]>;
  lectureIds: string[];
  courseId: string;
  ownerId: string;
}

/** Opens the set in memory and picks what belongs to the part. */
async function pickRows(place: BackupPlace, manifest: Manifest, options: PartOptions): Promise<Picked> {
  const scratch = await openEmbeddedDatabase(undefined);
  try {
    await migrate(scratch, manifest.migrations.at(-1));
    await scratch.kysely.transaction().execute((transaction) => fill(transaction, place, manifest));
    await migrate(scratch);
    return await pick(scratch.kysely, options);
  } finally {
    await scratch.close();
  }
}

async function fill(transaction: Query, place: BackupPlace, manifest: Manifest): Promise<void> {
  const tables = await readCatalog(transaction);
  await withoutTriggers(transaction, tables, async () => {
    for (const table of tables) {
      const held = manifest.tables.find(({ name }) => name === table.name);
      if (!held) continue;
      const lines = linesOf(readFile(place, held.file, manifest.encryption !== undefined));
      await writeRows(transaction, table, lines);
    }
  });
}

async function pick(query: Query, { kind, id }: PartOptions): Promise<Picked> {
  const lectures = await query
    .selectFrom('lectures')
    .select(['id', 'course_id', 'owner_id'])
    .where(kind === 'course' ? 'course_id' : 'id', '=', id)
    .execute();
  const course = await query
    .selectFrom('courses')
    .select(['id', 'owner_id'])
    .where('id', '=', kind === 'course' ? id : (lectures[0]?.course_id ?? id))
    .executeTakeFirst();
  if (!course) throw new Problem('not-found', `The set has no ${kind} ${id}.`);
  const lectureIds = lectures.map((lecture) => lecture.id);
  const lines = new Map<string, string[]>();
  for (const table of await readCatalog(query)) {
    if (FOUND_ANEW.includes(table.name) || NOT_OF_A_PART.includes(table.name)) continue;
    const found: string[] = [];
    for await (const line of readRows(query, table)) {
      const row = JSON.parse(line) as Record<string, unknown>;
      if (belongs(table, row, course.id, lectureIds, kind)) found.push(line);
    }
    if (found.length > 0) lines.set(table.name, found);
  }
  return { lines, lectureIds, courseId: course.id, ownerId: course.owner_id };
}

/** Whether a row is the part or hangs on it: by the lecture that it names, or else by the course. */
function belongs(
  { name }: CatalogTable,
  row: Record<string, unknown>,
  courseId: string,
  lectureIds: readonly string[],
  kind: 'course' | 'lecture',
): boolean {
  const lectureId = name === 'lectures' ? row.id : row.lecture_id;
  // What compares with a lecture that is not restored cannot stand alone.
  const earlier = row.earlier_lecture_id;
  if (typeof earlier === 'string' && kind === 'course' && !lectureIds.includes(earlier)) return false;
  if (typeof lectureId === 'string') return lectureIds.includes(lectureId);
  return name === 'courses' ? row.id === courseId : kind === 'course' && row.course_id === courseId;
}

/** Rows whose course or owner is there already are not put again; what names something that is gone is left out. */
async function putPart(transaction: Query, lines: ReadonlyMap<string, string[]>): Promise<number> {
  let rows = 0;
  for (const table of await readCatalog(transaction)) {
    const wanted = lines.get(table.name) ?? [];
    const resolving = [];
    for (const line of wanted) {
      const row = JSON.parse(line) as Record<string, unknown>;
      if (table.name === 'courses' && (await isThere(transaction, 'courses', ['id'], [row.id]))) continue;
      if (table.name === 'courses' || table.name === 'lectures')
        await refuseOwnerless(transaction, row.owner_id);
      if (await resolves(transaction, table, row)) resolving.push(line);
    }
    if (table.name === 'objects' && resolving.length > 0) await clearObjects(transaction, resolving);
    rows += await writeRows(transaction, table, resolving);
  }
  return rows;
}

/** What deletion has not removed yet, or an orphan that stood in its place. */
async function clearObjects(transaction: Query, lines: readonly string[]): Promise<void> {
  const keys = lines.map((line) => (JSON.parse(line) as { key: string }).key);
  await transaction.deleteFrom('objects').where('key', 'in', keys).execute();
}

async function refuseOwnerless(transaction: Query, ownerId: unknown): Promise<void> {
  if (!(await isThere(transaction, 'users', ['id'], [ownerId])))
    throw new Problem('not-found', `Its owner ${String(ownerId)} has no account here.`);
}

async function resolves(
  transaction: Query,
  { references, name }: CatalogTable,
  row: Record<string, unknown>,
): Promise<boolean> {
  for (const { columns, table, theirColumns } of references) {
    if (table === name) continue;
    const values = columns.map((column) => row[column]);
    if (values.every((value) => value !== null) && !(await isThere(transaction, table, theirColumns, values)))
      return false;
  }
  return true;
}

async function isThere(
  transaction: Query,
  table: string,
  columns: readonly string[],
  values: readonly unknown[],
): Promise<boolean> {
  const same = columns.map((column, at) => sql`${sql.ref(column)}::text = ${String(values[at])}`);
  const { rows } = await sql`
    select 1 from ${sql.table(table)} where ${sql.join(same, sql` and `)} limit 1`.execute(transaction);
  return rows.length > 0;
}
