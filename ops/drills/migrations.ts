import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { runCommand } from '../launch/command.ts';
import { handIn } from '../launch/hand-in.ts';
import { productEnvironment, startProduct } from '../launch/product.ts';
import type { Drill, DrillContext } from './define.ts';
import { differences, onDatabase, openPlaces, tableColumns, tableSums } from './places.ts';

const TEXTS = ['cells-1-membranes', 'cells-2-enzymes'];
const Moved = z.object({ steps: z.array(z.object({ name: z.string(), direction: z.enum(['Up', 'Down']) })) });

export const migrationDrill: Drill = {
  name: 'migrations',
  about: 'each migration up, down and up on a real server with data; one that is killed in the middle',
  run: rehearse,
};

async function rehearse(context: DrillContext): Promise<void> {
  const { note } = context;
  const places = await openPlaces(context.scratch, false);
  try {
    const lectureIds = await fill(context, places.settings);
    const url = places.databaseUrl;
    const names = await executed(url);
    note(`${names.length} migrations, ${lectureIds.length} lectures that were worked through.`);
    const newest = await schemaOf(url);
    await writeFile(join(context.evidence, 'schema.txt'), newest.join('\n'));

    for (let at = names.length - 1; at > 0; at--) {
      const [name = '', before = ''] = [names[at], names[at - 1]];
      await downUpDown(context, places.settings, url, name, before);
    }
    await migrate(context, places.settings, 'none');
    assert.deepEqual(await schemaOf(url), [], 'Taking everything back leaves nothing.');
    note('Taken back to nothing, and nothing is left.');

    await interrupted(context, places.settings, url);
    assert.deepEqual(await schemaOf(url), newest, 'The schema is the same as before.');
    const product = await startProduct(context, places.settings);
    try {
      const lecture = await handIn(product.client, context, {
        file: join(context.root, 'fixtures/transcripts', `${TEXTS[0]}.json`),
        courseName: 'Afterwards',
        preset: 'exam',
      });
      assert.equal(lecture.state, 'ready');
    } finally {
      await product.stop();
    }
  } finally {
    await places.destroy();
  }
}

async function fill(context: DrillContext, settings: Record<string, string>): Promise<string[]> {
  const product = await startProduct(context, settings);
  try {
    const ids: string[] = [];
    for (const text of TEXTS) {
      const file = join(context.root, 'fixtures/transcripts', `${text}.json`);
      const lecture = await handIn(product.client, context, { file, courseName: text, preset: 'exam' });
      assert.equal(lecture.state, 'ready');
      ids.push(lecture.id);
    }
    return ids;
  } finally {
    await product.stop();
  }
}

/** It is up: takes it back, up again and back. Schema and every row that both versions have end as they were. */
async function downUpDown(
  context: DrillContext,
  settings: Record<string, string>,
  url: string,
  name: string,
  before: string,
): Promise<void> {
  const above = await schemaOf(url);
  const full = await onDatabase(url, tableColumns);
  const sumsAbove = await tableSums(url, { columns: full });
  await migrate(context, settings, before);
  const below = await schemaOf(url);
  const common = inBoth(full, await onDatabase(url, tableColumns));
  const lost = [...full].filter(([table, columns]) => common.get(table)?.length !== columns.length);
  const sumsBelow = await tableSums(url, { columns: common });
  await migrate(context, settings, name);
  assert.deepEqual(await schemaOf(url), above, `${name}: the schema after up, down and up is another.`);
  assert.deepEqual(
    differences(sumsBelow, await tableSums(url, { columns: common })),
    [],
    `${name}: going up changed rows.`,
  );
  const whole = new Map([...common].filter(([table, columns]) => full.get(table)?.length === columns.length));
  const same = new Map([...sumsAbove].filter(([table]) => whole.has(table)));
  assert.deepEqual(
    differences(same, await tableSums(url, { columns: whole })),
    [],
    `${name}: going down and up changed rows.`,
  );
  await migrate(context, settings, before);
  assert.deepEqual(await schemaOf(url), below, `${name}: the schema after going down twice is another.`);
  const gone = lost.map(([table]) => table).join(', ');
  context.note(
    `${name}: up, down, up; no difference in the schema, ${common.size} tables as they were${gone ? `; of its own: ${gone}` : ''}.`,
  );
}

function inBoth(
  left: ReadonlyMap<string, readonly string[]>,
  right: ReadonlyMap<string, readonly string[]>,
): Map<string, string[]> {
  return new Map(
    [...left].flatMap(([table, columns]): [string, string[]][] => {
      const theirs = right.get(table);
      return theirs ? [[table, columns.filter((column) => theirs.includes(column))]] : [];
    }),
  );
}

/** A process that is killed while a migration waits for a lock, and several at random instants. */
async function interrupted(
  context: DrillContext,
  settings: Record<string, string>,
  url: string,
): Promise<void> {
  await migrate(context, settings, '0001-beginning');
  const migrating = await onDatabase(url, async (client) => {
    await client.query('begin');
    await client.query('lock table courses in access share mode');
    // Whatever refers to the table has to wait in the middle of its statements.
    await client.query('lock table lectures in share row exclusive mode');
    const child = start(context, settings);
    await waitsForLock(client);
    child.kill('SIGKILL');
    await ended(child);
    await client.query('rollback');
    return (await executed(url)).length;
  });
  context.note(
    `Killed while a migration waited in the middle: ${migrating} of its steps are in the books, none of them half.`,
  );
  for (const milliseconds of [600, 900, 1200, 1500]) {
    const child = start(context, settings);
    await setTimeout(milliseconds, undefined, { signal: context.signal });
    child.kill('SIGKILL');
    await ended(child);
  }
  await migrate(context, settings);
  context.note('Killed four times more; the next start brought the schema to the newest version.');
}

function start({ root, scratch }: DrillContext, settings: Record<string, string>) {
  const program = [join(root, 'server/bin/pegasus.mjs'), 'migrate'];
  return spawn(process.execPath, program, {
    cwd: root,
    env: productEnvironment(scratch, settings),
    stdio: 'ignore',
  });
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

async function waitsForLock(client: { query(text: string): Promise<{ rows: unknown[] }> }): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await setTimeout(100)) {
    // Within a transaction the view would stay as it was first seen.
    await client.query('select pg_stat_clear_snapshot()');
    const { rows } = await client.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name like 'pegasus%'`,
    );
    if (rows.length > 0) return;
  }
  throw new Error('No migration came to wait for the lock.');
}

async function migrate(context: DrillContext, settings: Record<string, string>, to?: string): Promise<void> {
  const end = await runCommand(context, ['migrate', ...(to ? ['--to', to] : [])], settings);
  assert.equal(end.code, 0, `«pegasus migrate --to ${to}» ended with ${end.code}: ${end.errors}`);
  Moved.parse(end.result);
}

async function executed(url: string): Promise<string[]> {
  return onDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
    return rows.map(({ name }) => name);
  });
}

/** The schema as the catalog has it: columns, constraints, indexes, triggers and functions, a line each. */
async function schemaOf(url: string): Promise<string[]> {
  return onDatabase(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select line from (
        select format('%s.%s %s %s %s %s%s', table_name, column_name, udt_name, is_nullable,
          coalesce(column_default, ''), coalesce(is_identity, ''), coalesce(generation_expression, '')) as line
        from information_schema.columns where table_schema = 'public'
        union all
        select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace = 'public'::regnamespace
        union all
        select indexdef from pg_indexes where schemaname = 'public'
        union all
        select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
          and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        union all
        select pg_get_functiondef(pg_proc.oid) from pg_proc
        where pronamespace = 'public'::regnamespace and not exists (
          select from pg_depend where objid = pg_proc.oid and deptype = 'e')
      ) as lines where line not like '%kysely_migration%' order by line collate "C"`);
    return rows.map(({ line }) => line);
  });
}
