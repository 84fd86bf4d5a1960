import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CatalogTable, readCatalog } from './catalog.ts';
import { ERASURE } from './erasure.ts';
import { migrate } from './migrate.ts';
import type { Database } from './open.ts';
import { REFERENCES } from './references.ts';
import { openTestDatabase } from './test-database.ts';

const OWNER_COLUMNS = ['owner_id', 'user_id'];

describe('how rows go, by the schema', () => {
  let database: Database;
  let tables: CatalogTable[];
  const rules = new Map(Object.entries(ERASURE));
  before(async () => {
    database = await openTestDatabase();
    await migrate(database);
    tables = await readCatalog(database.kysely);
  });
  after(() => database.close());

  test('has a rule for every table, and no rule without a table', () => {
    assert.deepEqual([...rules.keys()].sort(), tables.map(({ name }) => name).sort());
  });

  test('takes with an account every row that names an owner', () => {
    for (const { name, columns } of tables) {
      const owner = columns.find((column) => OWNER_COLUMNS.includes(column.name))?.name;
      const rule = rules.get(name);
      if (owner === undefined || !rule) continue;
      assert.ok(!('stays' in rule), `${name} has ${owner}: its rows go with the account`);
      assert.ok(
        columns.some((column) => column.name === rule.owner),
        `${name} has no column ${rule.owner}`,
      );
    }
  });

  test('lets every row that refers to users go before them', () => {
    for (const { name, references } of tables) {
      const toUsers = references.filter(({ table }) => table === 'users');
      const rule = rules.get(name);
      for (const { columns } of toUsers)
        assert.ok(rule && !('stays' in rule) && columns.includes(rule.owner), `${name} refers to users`);
    }
  });

  test('takes with a lecture every row that names one, by foreign key', () => {
    for (const { name, columns, references } of tables) {
      if (!columns.some((column) => column.name === 'lecture_id')) continue;
      const rule = rules.get(name);
      assert.ok(rule && !('stays' in rule), `${name} has lecture_id: its rows go with the lecture`);
      assert.ok(rule.lecture, `${name} has lecture_id and no rule for it`);
      if (rule.how === 'marked') continue;
      assert.ok(reaches(name, 'lectures', 'lecture_id'), `${name} does not cascade from lectures`);
      assert.ok(references.length > 0);
    }
  });

  test('takes with a course every row that names one', () => {
    for (const { name, columns } of tables) {
      if (name === 'lectures' || !columns.some((column) => column.name === 'course_id')) continue;
      assert.ok(reaches(name, 'courses', 'course_id'), `${name} does not cascade from courses`);
    }
  });

  test('knows every column that names an object', () => {
    const found = tables.flatMap(({ name, columns }) =>
      columns.filter((column) => column.name === 'object_key').map((column) => `${name}.${column.name}`),
    );
    const known = REFERENCES.map(({ table, key }) => `${table}.${key}`);
    for (const column of found) assert.ok(known.includes(column), `${column} is not among the references`);
  });

  /** Whether rows go when what their column names goes, directly or through another table. */
  function reaches(from: string, to: string, column: string): boolean {
    const table = tables.find(({ name }) => name === from);
    return (table?.references ?? []).some(
      (reference) =>
        reference.onDelete === 'cascade' &&
        reference.columns.includes(column) &&
        (reference.table === to ||
          (reference.table !== from &&
            reaches(reference.table, to, reference.theirColumns[reference.columns.indexOf(column)] ?? ''))),
    );
  }
});
