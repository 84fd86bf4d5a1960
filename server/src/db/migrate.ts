import { Problem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import { Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { checksumOf, type MigrationMark, readMarks, refuseChanged, writeMarks } from './migration-marks.ts';
import { migrations } from './migrations/registry.ts';
import type { Database, Query } from './open.ts';

export interface MigrationStep {
  name: string;
  direction: 'Up' | 'Down';
}

/**
 * Brings the schema to the newest version, or to `target`, which may be older; `'none'` takes everything
 * back. Each migration is all or nothing, and an advisory lock lets one process at a time migrate. A schema
 * of a newer version is left alone when that only widened it.
 * Throws Problem `schema-newer` when the database knows a migration that narrows and that this version does
 * not know, `schema-changed` when one that ran was changed since.
 */
export async function migrate(database: Database, target?: string): Promise<MigrationStep[]> {
  return database.unhurried(async (kysely) => {
    // One connection is all that this is given, so the lock is held for every statement of it.
    await sql`select pg_advisory_lock(${LOCK})`.execute(kysely);
    try {
      return await migrateAlone(kysely, target);
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(kysely);
    }
  });
}

/** Any number that nothing else on the database takes. */
const LOCK = 7_013_562_041;

async function migrateAlone(kysely: Query, target: string | undefined): Promise<MigrationStep[]> {
  const unknown = await refuseForeign(kysely);
  // The newer version's migrations came after ours, so ours are all there.
  if (unknown.length > 0 && target === undefined) return [];
  if (unknown.length > 0) throw newer(unknown);
  const migrator = createMigrator(kysely);
  const { error, results = [] } =
    target === undefined
      ? await migrator.migrateToLatest()
      : await migrator.migrateTo(target === 'none' ? NO_MIGRATIONS : target);
  if (error) throw error;
  await writeMarks(kysely, await marksOf(await executedNames(kysely)));
  return results.map(({ migrationName, direction }) => ({ name: migrationName, direction }));
}

/** The migrations that are not in the database yet. */
export async function pendingMigrations({ kysely }: Database): Promise<string[]> {
  await refuseForeign(kysely);
  const executed = await executedNames(kysely);
  return Object.keys(migrations).filter((name) => !executed.includes(name));
}

function createMigrator(kysely: Query): Migrator {
  return new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } });
}

async function marksOf(names: readonly string[]): Promise<MigrationMark[]> {
  return Promise.all(
    Object.entries(migrations)
      .filter(([name]) => names.includes(name))
      .map(async ([name, migration]) => ({
        name,
        checksum: await checksumOf(migration),
        widens: !migration.narrows,
      })),
  );
}

async function executedNames(kysely: Query): Promise<string[]> {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await kysely
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}

/** Gives the migrations that only a newer version knows, if this one can work on their schema. */
async function refuseForeign(kysely: Query): Promise<string[]> {
  const marks = await readMarks(kysely);
  await refuseChanged(marks, migrations);
  const unknown = (await executedNames(kysely)).filter((name) => !Object.hasOwn(migrations, name));
  const narrowing = unknown.filter((name) => !marks.find((mark) => mark.name === name)?.widens);
  if (narrowing.length > 0) throw newer(narrowing);
  return unknown;
}

function newer(unknown: readonly string[]): Problem {
  return new Problem('schema-newer', `It has the migration ${unknown.join(', ')}.`);
}
