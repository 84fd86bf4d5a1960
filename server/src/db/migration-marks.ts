import { createHash } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Query } from './open.ts';

/**
 * What is remembered of each migration that ran: the sum of its SQL, and whether it only widens the schema,
 * so that the version before it can go on working. Kept beside the migrator's own books.
 */
export interface MigrationMark {
  name: string;
  checksum: string;
  widens: boolean;
}

/**
 * A migration adds and takes nothing away, so that the version before it can work on its schema. One that
 * narrows says so, comes a release after the code stopped using what it takes away, and lets no older
 * version start.
 */
export type MarkedMigration = Migration & { readonly narrows?: true };

const TABLE = 'kysely_migration_marks';

/** The statements that a migration runs, without running them; spaces are made equal. */
export async function statementsOf(migration: Migration): Promise<string[]> {
  const statements: string[] = [];
  const recorder = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push(query.sql.replace(/\s+/g, ' ').trim());
    },
  });
  await migration.up(recorder);
  await recorder.destroy();
  return statements;
}

/** SHA-256 of the statements that a migration runs, whatever its comments say. */
export async function checksumOf(migration: Migration): Promise<string> {
  const statements = await statementsOf(migration);
  return createHash('sha256')
    .update(statements.map((statement) => `${statement}\n`).join(''))
    .digest('hex');
}

export async function readMarks(query: Query): Promise<MigrationMark[]> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass(${TABLE}) is not null as there`.execute(
    query,
  );
  if (!rows[0]?.there) return [];
  return (await sql<MigrationMark>`select name, checksum, widens from ${sql.table(TABLE)}`.execute(query))
    .rows;
}

/** Writes down the migrations that the database has now, and forgets those that were taken back. */
export async function writeMarks(query: Query, marks: readonly MigrationMark[]): Promise<void> {
  await sql`create table if not exists ${sql.table(TABLE)}
    (name text primary key, checksum text not null, widens boolean not null)`.execute(query);
  const names = marks.map(({ name }) => name);
  await sql`delete from ${sql.table(TABLE)} where not (name = any(${names}::text[]))`.execute(query);
  for (const { name, checksum, widens } of marks) {
    await sql`insert into ${sql.table(TABLE)} (name, checksum, widens) values (${name}, ${checksum}, ${widens})
      on conflict (name) do nothing`.execute(query);
  }
}

/** Throws Problem `schema-changed` when a migration is not the one that ran. */
export async function refuseChanged(
  marks: readonly MigrationMark[],
  migrations: Readonly<Record<string, MarkedMigration>>,
): Promise<void> {
  for (const { name, checksum } of marks) {
    const migration = migrations[name];
    if (migration && (await checksumOf(migration)) !== checksum)
      throw new Problem('schema-changed', `It is the migration ${name}.`);
  }
}
