import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { migrate } from '@pegasus/server/db/migrate.ts';
import type { Database } from '@pegasus/server/db/open.ts';
import { openTestDatabase } from '@pegasus/server/db/test-database.ts';
import { sql } from 'kysely';
import { databaseSchemaDocument, describeSchema } from './database-schema.ts';

let database: Database;
before(async () => {
  database = await openTestDatabase();
});
after(() => database.close());

test('the schema makes the same schema again', async () => {
  await sql`create table z_parent (name text primary key, "order" text unique)`.execute(database.kysely);
  await sql`create table b_child (
    id bigint generated always as identity primary key,
    parent text not null references z_parent (name) on delete cascade,
    amount numeric(8, 2) default 1.5 check (amount > 0),
    doubled numeric generated always as (amount * 2) stored
  )`.execute(database.kysely);
  await sql`create unique index b_first on b_child (lower(parent)) where amount > 2`.execute(database.kysely);

  const described = await describeSchema(database);
  for (const part of [
    'generated always as identity',
    'numeric(8,2) default 1.5',
    'generated always as ((amount * (2)::numeric)) stored',
    'CHECK ((amount > (0)::numeric))',
    '"order" text',
    'ON DELETE CASCADE',
    'CREATE UNIQUE INDEX b_first ON b_child',
  ]) {
    assert.ok(described.includes(part), `«${part}» is missing in\n${described}`);
  }

  await sql`drop table b_child, z_parent`.execute(database.kysely);
  assert.equal((await describeSchema(database)).trim(), '');
  for (const statement of described.split(/;\n/).filter((text) => text.trim())) {
    await sql.raw(statement).execute(database.kysely);
  }
  assert.equal(await describeSchema(database), described);
  await sql`drop table b_child, z_parent`.execute(database.kysely);
});

test('the schema that is written down is the one of this database', async () => {
  await migrate(database);
  const [file] = await databaseSchemaDocument.files();
  assert.ok(file);
  assert.ok(file.text.endsWith(await describeSchema(database)), 'Both databases have one schema.');
  await migrate(database, 'none');
});

test('the migrations make tables, and taking them back leaves none', async () => {
  await migrate(database);
  assert.match(await describeSchema(database), /create table lectures \(/);
  await migrate(database, 'none');
  assert.equal((await describeSchema(database)).trim(), '');
});
