import { sql } from 'kysely';
import type { Query } from './open.ts';

/** A place where a row names an object. A column `object_key` that is not listed here fails a test. */
interface Reference {
  table: string;
  /** SQL for the key, on a row of the table. */
  key: string;
}

export const REFERENCES: readonly Reference[] = [
  { table: 'recordings', key: 'object_key' },
  { table: 'exports', key: 'object_key' },
  { table: 'upload_pieces', key: 'object_key' },
  { table: 'made_exports', key: 'object_key' },
  { table: 'ingested', key: `data ->> 'objectKey'` },
];

function all(): ReturnType<typeof sql<{ key: string }>> {
  const parts = REFERENCES.map(
    ({ table, key }) =>
      sql`select ${sql.raw(key)} as key from ${sql.table(table)} where ${sql.raw(key)} is not null`,
  );
  return sql<{ key: string }>`${sql.join(parts, sql` union all `)}`;
}

/** Kinds of which every object is named by a row as soon as it is of use. */
const NAMED_KINDS = ['recording', 'sound', 'export', 'upload'];

/** Kept objects that no row names and that were kept before then: what a try that died left behind. */
export async function unreferencedObjects(query: Query, before: Date, limit = 1000) {
  const { rows } = await sql<{ key: string; kind: string; lecture_id: string | null }>`
    select objects.key, kind, lecture_id from objects
    where state = 'kept' and kind in (${sql.join(NAMED_KINDS)}) and kept_at < ${before.toISOString()}
      and not exists (select from (${all()}) as named where named.key = objects.key)
    order by objects.key limit ${limit}`.execute(query);
  return rows;
}

/** Names of objects that stand in a row while the books know of no such object. */
export async function danglingReferences(query: Query, limit = 1000): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select named.key from (${all()}) as named
    left join objects on objects.key = named.key
    where objects.key is null or objects.state in ('leaving', 'orphaned', 'claimed')
    order by named.key limit ${limit}`.execute(query);
  return rows.map(({ key }) => key);
}
