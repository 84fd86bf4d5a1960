import { sql } from 'kysely';
import type { CatalogTable } from './catalog.ts';
import type { Query } from './open.ts';

/**
 * Rows as lines of JSON, written and read by PostgreSQL itself: every type comes back as it was, on another
 * server and on the embedded database alike.
 */
const BATCH = 500;

/** Runs `use` on one instant of the whole database, whatever is written meanwhile. */
export async function atOneInstant<T>(query: Query, use: (snapshot: Query) => Promise<T>): Promise<T> {
  return query
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      // Moments are written with the offset of the session.
      await sql`set local time zone 'UTC'`.execute(snapshot);
      return use(snapshot);
    });
}

/** Every row of a table as a line of JSON, in the order of its primary key. */
export async function* readRows(query: Query, table: CatalogTable): AsyncIterable<string> {
  const { name, primaryKey, columns } = table;
  if (primaryKey.length === 0) throw new Error(`${name} has no primary key, so its rows have no order.`);
  const shown = columns.filter(({ generated }) => generated !== 'stored').map((column) => column.name);
  const typeOf = (key: string) => columns.find((column) => column.name === key)?.type ?? 'text';
  const order = sql.join(
    primaryKey.map((key) => sql`${sql.ref(key)}${sql.raw(isText(typeOf(key)) ? ' collate "C"' : '')}`),
  );
  let last: string[] | undefined;
  for (;;) {
    const after = last
      ? sql`where (${order}) > (${sql.join(last.map((value, at) => sql`${value}::${sql.raw(typeOf(primaryKey[at] ?? ''))}`))})`
      : sql``;
    const { rows } = await sql<{ row: string; keys: string[] }>`
      select row_to_json(picked)::text as row, array[${sql.join(primaryKey.map((key) => sql`picked.${sql.ref(key)}::text`))}] as keys
      from (
        select ${sql.join(shown.map((column) => sql.ref(column)))} from ${sql.table(name)}
        ${after} order by ${order} limit ${BATCH}
      ) as picked`.execute(query);
    for (const { row } of rows) yield row;
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.keys;
  }
}

function isText(type: string): boolean {
  return type === 'text' || type.startsWith('character');
}

/** Puts lines of `readRows` into a table. Part of the caller's transaction. */
export async function writeRows(
  transaction: Query,
  table: CatalogTable,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  let batch: string[] = [];
  let written = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    await insertBatch(transaction, table, batch);
    written += batch.length;
    batch = [];
  };
  for await (const line of lines) {
    batch.push(line);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return written;
}

async function insertBatch(transaction: Query, { name, columns }: CatalogTable, lines: readonly string[]) {
  const written = columns.filter(({ generated }) => generated !== 'stored');
  const names = sql.join(written.map((column) => sql.ref(column.name)));
  const overriding = written.some(({ generated }) => generated === 'always')
    ? sql`overriding system value`
    : sql``;
  await sql`
    insert into ${sql.table(name)} (${names}) ${overriding}
    select ${names} from json_populate_recordset(null::${sql.table(name)}, ${`[${lines.join(',')}]`}::json)`.execute(
    transaction,
  );
}

/** Lets every counter of a table go on after its rows. */
export async function advanceCounters(transaction: Query, { name, columns }: CatalogTable): Promise<void> {
  for (const column of columns) {
    if (column.generated !== 'always' && column.generated !== 'default') continue;
    await sql`
      select setval(pg_get_serial_sequence(${name}, ${column.name}), greatest(max(${sql.ref(column.name)}), 1), max(${sql.ref(column.name)}) is not null)
      from ${sql.table(name)}`.execute(transaction);
  }
}

/** Rows are put as they were: what a trigger would make of them is among them already. */
export async function withoutTriggers<T>(
  transaction: Query,
  tables: readonly CatalogTable[],
  use: () => Promise<T>,
): Promise<T> {
  const set = async (how: 'disable' | 'enable') => {
    for (const { name } of tables)
      await sql`alter table ${sql.table(name)} ${sql.raw(how)} trigger user`.execute(transaction);
  };
  await set('disable');
  const result = await use();
  await set('enable');
  return result;
}

/** Names of the migrations that a database has, in order. */
export async function executedMigrations(query: Query): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    query,
  );
  return rows.map(({ name }) => name);
}
