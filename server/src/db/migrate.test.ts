import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import { readCatalog } from './catalog.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { checksumOf, statementsOf } from './migration-marks.ts';
import { migrations } from './migrations/registry.ts';
import type { Database } from './open.ts';
import { openTestDatabase } from './test-database.ts';

const NAMES = Object.keys(migrations);
let database: Database;
before(async () => {
  database = await openTestDatabase();
});
after(() => database.close());

const problem = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;
const shape = async () => JSON.stringify(await readCatalog(database.kysely));
const as = async (name: string, mark: { checksum?: string; widens?: boolean } = {}) => {
  const { checksum = 'x'.repeat(64), widens = true } = mark;
  await sql`insert into kysely_migration (name, timestamp) values (${name}, now()::text)`.execute(
    database.kysely,
  );
  await sql`insert into kysely_migration_marks (name, checksum, widens) values (${name}, ${checksum}, ${widens})`.execute(
    database.kysely,
  );
};
const forget = async (name: string) => {
  await sql`delete from kysely_migration where name = ${name}`.execute(database.kysely);
  await sql`delete from kysely_migration_marks where name = ${name}`.execute(database.kysely);
};

/** A lecture of everything that the first migration has, so that every later one meets data. */
async function fill(): Promise<{ ownerId: string; lectureId: string }> {
  const [ownerId, courseId, lectureId] = [randomUUID(), randomUUID(), randomUUID()];
  const { kysely } = database;
  await sql`insert into users (id, name) values (${ownerId}, 'Somebody')`.execute(kysely);
  await sql`insert into courses (id, owner_id, name) values (${courseId}, ${ownerId}, ${courseId})`.execute(
    kysely,
  );
  await sql`insert into lectures (id, owner_id, course_id, title, preset_id, state)
    values (${lectureId}, ${ownerId}, ${courseId}, 'A lecture', 'exam', 'ready')`.execute(kysely);
  await sql`insert into recordings (lecture_id, owner_id, kind, format, media_type, file_name, bytes, sha256, object_key)
    values (${lectureId}, ${ownerId}, 'captions', 'vtt', 'text/vtt', 'a.vtt', 3, ${'a'.repeat(64)}, ${lectureId})`.execute(
    kysely,
  );
  await sql`insert into transcripts (lecture_id, owner_id, language, seconds, segments, provenance)
    values (${lectureId}, ${ownerId}, 'en', 9, '[{"id":"s1","start":0,"end":9,"text":"Elasticity is a ratio."}]',
      '{"provider":"captions","settings":{}}')`.execute(kysely);
  await sql`insert into artifacts (id, owner_id, lecture_id, preset_id, generation, place, type, schema_version, generator, quality, body)
    values (${randomUUID()}, ${ownerId}, ${lectureId}, 'exam', 1, 0, 'summary', 1, '{}', '{}', '{"sections":[]}')`.execute(
    kysely,
  );
  await sql`insert into stage_runs (id, owner_id, lecture_id, preset_id, stage, attempt, state, job_id)
    values (${randomUUID()}, ${ownerId}, ${lectureId}, 'exam', 'ingest', 1, 'succeeded', ${randomUUID()})`.execute(
    kysely,
  );
  return { ownerId, lectureId };
}

/** What the first migration's tables hold of a lecture, whatever later ones have added to them. */
async function told(lectureId: string): Promise<unknown> {
  const { rows } = await sql`
    select lectures.title, recordings.sha256, transcripts.segments, artifacts.body, stage_runs.state
    from lectures
    join recordings on recordings.lecture_id = lectures.id
    join transcripts on transcripts.lecture_id = lectures.id
    join artifacts on artifacts.lecture_id = lectures.id
    join stage_runs on stage_runs.lecture_id = lectures.id
    where lectures.id = ${lectureId}`.execute(database.kysely);
  return rows;
}

describe('migrations', () => {
  test('go up, down and up again with data, one by one, and leave no trace of themselves', async () => {
    const [first = ''] = NAMES;
    await migrate(database, first);
    const { lectureId } = await fill();
    const content = await told(lectureId);
    const shapes = [await shape()];
    for (const name of NAMES.slice(1)) {
      await migrate(database, name);
      assert.deepEqual(await told(lectureId), content, `${name} up`);
      const after = await shape();
      await migrate(database, NAMES[shapes.length - 1]);
      assert.equal(await shape(), shapes.at(-1), `${name} leaves something behind`);
      assert.deepEqual(await told(lectureId), content, `${name} down`);
      await migrate(database, name);
      assert.equal(await shape(), after, `${name} is another one the second time`);
      assert.deepEqual(await told(lectureId), content, `${name} up again`);
      shapes.push(after);
    }
    assert.deepEqual(await pendingMigrations(database), []);
  });

  test('run once when many start at the same time', async () => {
    await migrate(database, 'none');
    const steps = await Promise.all(Array.from({ length: 6 }, () => migrate(database)));
    assert.equal(steps.flat().length, NAMES.length);
    assert.deepEqual(await pendingMigrations(database), []);
  });

  test('of a newer version are left alone when they only widened', async () => {
    await as('9998-wider');
    assert.deepEqual(await migrate(database), []);
    await assert.rejects(
      migrate(database, NAMES[0]),
      problem('schema-newer'),
      'but nothing is taken back under them',
    );
    await forget('9998-wider');
  });

  test('of a newer version that narrowed stop the start', async () => {
    await as('9999-narrower', { widens: false });
    await assert.rejects(migrate(database), problem('schema-newer'));
    await forget('9999-narrower');
    await sql`insert into kysely_migration (name, timestamp) values ('9999-unmarked', now()::text)`.execute(
      database.kysely,
    );
    await assert.rejects(migrate(database), problem('schema-newer'));
    await forget('9999-unmarked');
  });

  test('that were edited after they ran stop the start', async () => {
    const [first = ''] = NAMES;
    const { rows } = await sql<{ checksum: string }>`
      select checksum from kysely_migration_marks where name = ${first}`.execute(database.kysely);
    await sql`update kysely_migration_marks set checksum = 'other' where name = ${first}`.execute(
      database.kysely,
    );
    await assert.rejects(migrate(database), problem('schema-changed'));
    await sql`update kysely_migration_marks set checksum = ${rows[0]?.checksum} where name = ${first}`.execute(
      database.kysely,
    );
    assert.deepEqual(await migrate(database), []);
  });

  for (const [name, migration] of Object.entries(migrations)) {
    test(`${name} takes nothing away that the version before needs, or says so`, async () => {
      const narrowing =
        /\bdrop (table|column|not null default)|\brename\b|alter column \w+ (type|set not null)|add column \w+ [^,]*not null(?![^,]*default)/i;
      const statements = await statementsOf(migration);
      assert.ok(statements.length > 0, 'It does something.');
      const found = statements.filter((statement) => narrowing.test(statement));
      if (!migration.narrows) assert.deepEqual(found, []);
      assert.equal(await checksumOf(migration), await checksumOf(migration));
    });
  }
});
