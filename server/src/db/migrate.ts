import { Problem } from '@pegasus/core/problem.ts';
import { Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { migrations } from './migrations/registry.ts';
import type { Database } from './open.ts';

export interface MigrationStep {
  name: string;
  direction: 'Up' | 'Down';
}

/**
 * Brings the schema to the newest version, or to `target`, which may be older; `'none'` takes everything
 * back. Each migration is all or nothing. Throws Problem `schema-newer` when the database knows a
 * migration that this version does not.
 */
export async function migrate(database: Database, target?: string): Promise<MigrationStep[]> {
  await refuseNewer(database);
  const migrator = createMigrator(database);
  const { error, results = [] } =
    target === undefined
      ? await migrator.migrateToLatest()
      : await migrator.migrateTo(target === 'none' ? NO_MIGRATIONS : target);
  if (error) throw error;
  return results.map(({ migrationName, direction }) => ({ name: migrationName, direction }));
}

/** The migrations that are not in the database yet. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  await refuseNewer(database);
  const known = await createMigrator(database).getMigrations();
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

function createMigrator({ kysely }: Database): Migrator {
  return new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } });
}

async function refuseNewer({ kysely }: Database): Promise<void> {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return;
  const rows = await kysely
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const unknown = rows.map(({ name }) => name).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) throw new Problem('schema-newer', `It has the migration ${unknown.join(', ')}.`);
}
