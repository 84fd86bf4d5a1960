import { join } from 'node:path';
import { migrate } from '@pegasus/server/db/migrate.ts';
import { type Database, openEmbeddedDatabase } from '@pegasus/server/db/open.ts';
import { openPostgres } from '@pegasus/server/db/open-postgres.ts';
import { search } from '@pegasus/server/db/search.ts';
import { CompiledQuery, type KyselyPlugin, sql } from 'kysely';
import { startPostgres } from '../../fixtures/servers/postgres.ts';
import type { Figure } from './run.ts';
import { COURSES_EACH, fillForSearch, PASSAGES_A_LECTURE, type SearchOwner } from './search-rows.ts';

const QUERIES = 400;

/**
 * Search at a number of lectures: the time of one call from the server's side, for words as they are, misspelt and
 * in pairs, in one course and in all of one student's. A plan that reads a whole table counts as failed.
 */
export async function measureSearch(lectures: number): Promise<Figure[]> {
  const server = await startPostgres({
    shared_buffers: '512MB',
    maintenance_work_mem: '512MB',
    fsync: 'off',
  });
  try {
    const url = await server.createDatabase('search');
    return await measureOn(await openPostgres(url, { connections: 4, statementSeconds: 3600 }), lectures);
  } finally {
    await server.stop();
  }
}

/** The same on the embedded database, in a folder of its own. */
export async function measureEmbeddedSearch(lectures: number, scratch: string): Promise<Figure[]> {
  return measureOn(await openEmbeddedDatabase(join(scratch, 'search')), lectures);
}

async function measureOn(database: Database, lectures: number): Promise<Figure[]> {
  try {
    await migrate(database);
    return await ask(database, await fillForSearch(database, lectures), lectures);
  } finally {
    await database.close();
  }
}

async function ask(
  { kysely, backend }: Database,
  owners: readonly SearchOwner[],
  lectures: number,
): Promise<Figure[]> {
  const { rows: vocabulary } = await sql<{ word: string }>`
    select word from bench_words where length(word) >= 6 order by pick`.execute(kysely);
  const pick = (place: number) => vocabulary[(place * 7919) % vocabulary.length]?.word ?? 'skaric';
  const misspelt = (word: string) => `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
  const kinds: Record<string, (place: number) => string> = {
    'as it is': pick,
    misspelt: (place) => misspelt(pick(place)),
    'two words': (place) => `${pick(place)} ${pick(place + 1)}`,
    common: (place) => vocabulary[place % 10]?.word ?? '',
  };
  const figures: Figure[] = [];
  const rows = lectures * PASSAGES_A_LECTURE;
  for (const [kind, wordsOf] of Object.entries(kinds)) {
    for (const [where, scoped] of [
      ['course', true],
      ['all', false],
    ] as const) {
      const times: number[] = [];
      let found = 0;
      for (let place = 0; place < QUERIES / 4; place++) {
        const owner = owners[place % owners.length];
        const course = scoped ? owner?.courses[place % COURSES_EACH] : undefined;
        const begin = performance.now();
        const { items } = await search(kysely, owner?.id ?? '', { words: wordsOf(place), course, limit: 30 });
        times.push(performance.now() - begin);
        if (items.length > 0) found++;
      }
      times.sort((one, other) => one - other);
      figures.push({
        row: `search, ${backend}, ${kind}, ${where}, p95`,
        value: times[Math.floor(times.length * 0.95)] ?? 0,
        unit: 'ms',
        aim: '<= 100',
        note: `${lectures} lectures, ${rows} passages; median ${(times[times.length >> 1] ?? 0).toFixed(1)} ms, found in ${found} of ${times.length}`,
      });
    }
  }
  const reading = new Set<string>();
  for (const wordsOf of Object.values(kinds)) {
    for (const course of [undefined, owners[0]?.courses[0]]) {
      const request = { words: wordsOf(1), course, limit: 30 };
      for (const table of await readWhole(kysely, owners[0]?.id ?? '', request)) reading.add(table);
    }
  }
  figures.push({
    row: `search, ${backend}, tables that are read as a whole`,
    value: reading.size,
    unit: '',
    aim: '<= 0',
    note: [...reading].join(', '),
  });
  return figures;
}

/** The tables that one search reads from end to end, by the plans of the very statements that it sends. */
async function readWhole(
  kysely: Database['kysely'],
  ownerId: string,
  request: Parameters<typeof search>[2],
): Promise<string[]> {
  const sent: CompiledQuery[] = [];
  const listening: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      sent.push(kysely.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await search(kysely.withPlugin(listening), ownerId, request);
  const tables: string[] = [];
  for (const { sql: statement, parameters } of sent) {
    const explained = CompiledQuery.raw(`explain ${statement}`, [...parameters]);
    const { rows } = await kysely.executeQuery<Record<'QUERY PLAN', string>>(explained);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    tables.push(...[...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table = '']) => table));
  }
  return tables;
}
