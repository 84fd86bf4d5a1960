import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { ZipFile } from 'yazl';
import { ERASURE } from '../db/erasure.ts';
import type { Services } from '../services.ts';

/** Opens doors and tells its owner nothing: it stays here. */
const KEPT_BACK = /(?:_hash|^token|^challenge|^leased_by)$/;

/**
 * Everything that is kept of one person, as a zip that is made while it is sent: a JSON file a table, in the
 * form of the database, and every file that is still there as it is. What is deleted with an account is what
 * is in it, by the same table.
 */
export async function exportAccount(services: Services, ownerId: string): Promise<Readable> {
  const zip = new ZipFile();
  const keys = new Set<string>();
  for (const [table, rule] of Object.entries(ERASURE)) {
    if ('stays' in rule) continue;
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.ref(rule.owner)} = ${ownerId}`.execute(
      services.database.kysely,
    );
    if (rows.length === 0) continue;
    for (const { object_key: key } of rows) if (typeof key === 'string') keys.add(key);
    const shown = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !KEPT_BACK.test(column))),
    );
    zip.addBuffer(Buffer.from(JSON.stringify(shown, null, 2)), `data/${table}.json`);
  }
  for (const key of keys) {
    // What left by its retention is still in the books; there is nothing to give.
    if ((await services.storage.size(key)) === undefined) continue;
    zip.addReadStreamLazy(`files/${key}`, { compress: false }, (give) =>
      give(null, Readable.from(services.storage.get(key), { objectMode: false })),
    );
  }
  zip.end();
  return zip.outputStream as Readable;
}
