import { toProblem } from '@pegasus/core/problem.ts';
import { findObject, findObjects, forgetObject, type ObjectRow, objectsToVerify } from '../db/objects.ts';
import { danglingReferences, unreferencedObjects } from '../db/references.ts';
import type { Services } from '../services.ts';
import type { Tools } from '../stages/define.ts';
import { describeKey } from '../storage/key.ts';
import { examineObject } from './examine.ts';
import { withoutBooks } from './kept-storage.ts';
import { mendObject } from './mend.ts';
import { release } from './remove-objects.ts';

/**
 * - `damaged`: its bytes are not those that were written
 * - `missing`: the books have it and the store has not
 * - `orphaned`: the store has it and nobody wrote it down
 * - `unreferenced`: it was written down and no row names it
 * - `dangling`: a row names it and the books do not have it
 */
export type FindingKind = 'damaged' | 'missing' | 'orphaned' | 'unreferenced' | 'dangling';

export interface Finding {
  finding: FindingKind;
  key: string;
  kind: string;
  lectureId?: string;
  /** What was done about it, when it was asked for. */
  mended?: 'remade' | 'let-go' | 'removed' | 'beyond-us' | 'busy' | 'too-young';
}

export interface IntegrityReport {
  objects: number;
  bytes: number;
  findings: Finding[];
}

export interface IntegrityOptions {
  mend: boolean;
  /** Milliseconds for which nothing is called an orphan or unreferenced: it may be in the making. */
  graceMs: number;
  signal: AbortSignal;
  onProgress?: ((done: number) => void) | undefined;
}

const BATCH = 200;

/** Compares every object with the books, the books with the store and the rows with the books. */
export async function checkIntegrity(
  services: Services,
  tools: Tools,
  options: IntegrityOptions,
): Promise<IntegrityReport> {
  const report: IntegrityReport = { objects: 0, bytes: 0, findings: [] };
  await verifyKept(services, tools, options, report);
  await findOrphans(services, options, report);
  await findUnreferenced(services, options, report);
  for (const key of await danglingReferences(services.database.kysely))
    report.findings.push({
      finding: 'dangling',
      key,
      ...about(key),
      ...(await mendDangling(services, tools, key, options)),
    });
  return report;
}

async function verifyKept(
  services: Services,
  tools: Tools,
  options: IntegrityOptions,
  report: IntegrityReport,
): Promise<void> {
  const { kysely } = services.database;
  const begun = services.now();
  for (;;) {
    const rows = await objectsToVerify(kysely, begun, BATCH);
    if (rows.length === 0) return;
    for (const row of rows) {
      options.signal.throwIfAborted();
      const found = await examineRow(services, tools, row, options);
      report.objects++;
      report.bytes += Number(row.bytes ?? 0);
      if (found) report.findings.push(found);
      options.onProgress?.(report.objects);
    }
  }
}

/** Examines one object and mends it if that is asked for; undefined when it is as it was. */
export async function examineRow(
  services: Services,
  tools: Tools,
  row: ObjectRow,
  { mend, signal }: Pick<IntegrityOptions, 'mend' | 'signal'>,
): Promise<Finding | undefined> {
  const found = await examineObject(services, row, signal);
  if (found === 'whole') return undefined;
  // Deleted while it was read.
  const still = await findObject(services.database.kysely, row.key);
  if (still?.state !== 'kept') return undefined;
  services.log.error({ key: row.key, kind: row.kind, lectureId: row.lecture_id, found }, 'object at fault');
  const finding: Finding = { finding: found, key: row.key, ...about(row.key) };
  return mend ? { ...finding, mended: await mendOne(services, tools, row, signal) } : finding;
}

async function mendOne(
  services: Services,
  tools: Tools,
  row: Pick<ObjectRow, 'key' | 'kind' | 'lecture_id'>,
  signal: AbortSignal,
): Promise<NonNullable<Finding['mended']>> {
  try {
    return await mendObject(services, tools, row, signal);
  } catch (error) {
    const { code } = toProblem(error);
    services.log.error({ err: error, code, key: row.key }, 'object could not be mended');
    return 'beyond-us';
  }
}

async function findOrphans(
  services: Services,
  { mend, graceMs, signal }: IntegrityOptions,
  report: IntegrityReport,
): Promise<void> {
  const { kysely } = services.database;
  const storage = withoutBooks(services.storage);
  const examine = async (keys: readonly string[]) => {
    // Read after the list: whoever writes has claimed before, so what has no row now was never asked for.
    const known = await findObjects(kysely, keys);
    for (const key of keys) {
      const row = known.get(key);
      if (row && row.state !== 'orphaned') continue;
      const finding: Finding = { finding: 'orphaned', key, ...about(key) };
      const at = services.now();
      if (!row) await noteOrphan(services, key, at);
      const age = at.getTime() - (row?.claimed_at ?? at).getTime();
      if (mend && age >= graceMs) {
        await storage.remove(key);
        await forgetObject(kysely, key);
      }
      report.findings.push({
        ...finding,
        ...(mend ? { mended: age >= graceMs ? 'removed' : 'too-young' } : {}),
      });
    }
  };
  const keys: string[] = [];
  for await (const key of storage.list('')) {
    signal.throwIfAborted();
    keys.push(key);
    if (keys.length === BATCH) await examine(keys.splice(0));
  }
  await examine(keys);
  await forgetGoneOrphans(services);
}

/** Its row says since when it is known, so that it is removed only when it stays one. */
async function noteOrphan({ database }: Services, key: string, at: Date): Promise<void> {
  await database.kysely
    .insertInto('objects')
    .values({ key, kind: describeKey(key).kind, state: 'orphaned', claimed_at: at.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function forgetGoneOrphans({ database, storage }: Services): Promise<void> {
  const rows = await database.kysely
    .selectFrom('objects')
    .select('key')
    .where('state', '=', 'orphaned')
    .limit(1000)
    .execute();
  for (const { key } of rows)
    if ((await storage.size(key)) === undefined) await forgetObject(database.kysely, key);
}

async function findUnreferenced(
  services: Services,
  { mend, graceMs }: IntegrityOptions,
  report: IntegrityReport,
): Promise<void> {
  const before = new Date(services.now().getTime() - graceMs);
  for (const { key } of await unreferencedObjects(services.database.kysely, before)) {
    if (mend) await release(services, [key]);
    report.findings.push({
      finding: 'unreferenced',
      key,
      ...about(key),
      ...(mend ? { mended: 'removed' } : {}),
    });
  }
}

async function mendDangling(
  services: Services,
  tools: Tools,
  key: string,
  { mend, signal }: IntegrityOptions,
): Promise<Pick<Finding, 'mended'>> {
  if (!mend) return {};
  const { kind, lectureId = null } = describeKey(key);
  return { mended: await mendOne(services, tools, { key, kind, lecture_id: lectureId }, signal) };
}

function about(key: string): Pick<Finding, 'kind' | 'lectureId'> {
  return describeKey(key);
}
