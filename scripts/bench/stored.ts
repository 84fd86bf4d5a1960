import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@pegasus/core/client.ts';
import { listCourses } from '@pegasus/server/db/courses.ts';
import { listDeadLetters } from '@pegasus/server/db/dead-letters.ts';
import { getLecture, listLectures } from '@pegasus/server/db/lectures.ts';
import { migrate } from '@pegasus/server/db/migrate.ts';
import type { Query } from '@pegasus/server/db/open.ts';
import { openPostgres } from '@pegasus/server/db/open-postgres.ts';
import {
  countOpenRuns,
  listStageRuns,
  newestStageRun,
  readTurn,
  stageRunsQueuedBefore,
} from '@pegasus/server/db/stage-runs.ts';
import type { Tables } from '@pegasus/server/db/tables.ts';
import { ensureLocalUser, LOCAL_USER_ID } from '@pegasus/server/db/users.ts';
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { startPostgres } from '../../fixtures/servers/postgres.ts';
import { startPegasus } from '../../ops/stack/pegasus.ts';
import { ROOT } from '../project-files.ts';
import type { Figure } from './run.ts';
import { storeLectures } from './stored-lectures.ts';

const COURSES = 200;
const ASKED = 200;
const AIM_MS = '<= 100';

/** Lists and timelines of one owner who has so many lectures, through an API of its own on PostgreSQL. */
export async function measureStored(lectures: number): Promise<Figure[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'pegasus-stored-'));
  const server = await startPostgres({ fsync: 'off', synchronous_commit: 'off' });
  try {
    const url = await server.createDatabase('stored');
    const database = await openPostgres(url, { connections: 4, statementSeconds: 600 });
    try {
      await migrate(database);
      await ensureLocalUser(database.kysely);
      await storeLectures(database.kysely, lectures, COURSES);
      const size = await bytesOf(database.kysely);
      const scans = await sequentialScans(url);
      const api = await startPegasus('api', {
        root: ROOT,
        log: join(scratch, 'api.log'),
        settings: {
          PEGASUS_DATA: join(scratch, 'data'),
          PEGASUS_DATABASE_URL: url,
          PEGASUS_APP: 'off',
          PEGASUS_LIMIT_READS: '1000000',
        },
      });
      try {
        return [
          ...(await measureAnswers(api.address, lectures)),
          {
            row: `${lectures} lectures, hot queries that scan a table`,
            value: scans.length,
            unit: '',
            aim: '<= 0',
            note: scans.join('; '),
          },
          { row: `${lectures} lectures, rows without material`, value: size / lectures, unit: 'bytes each' },
        ];
      } finally {
        await api.stop();
      }
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function bytesOf(query: Query): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select sum(pg_total_relation_size(oid)) as bytes from pg_class
    where relname in ('lectures', 'recordings', 'stage_runs')`.execute(query);
  return Number(rows[0]?.bytes ?? 0);
}

async function measureAnswers(baseUrl: string, lectures: number): Promise<Figure[]> {
  const client = createClient({ baseUrl });
  const first = await client.listLectures({ query: { limit: 100 } });
  const ids = first.items.map(({ id }) => id);
  const course = first.items[0]?.courseId ?? '';
  let cursor = first.next;
  // Far down: a page that an index has to find and not to count to.
  for (let page = 0; page < Math.min(400, lectures / 100 - 2); page++)
    cursor = (await client.listLectures({ query: { limit: 100, cursor } })).next ?? cursor;
  const asked: Record<string, (index: number) => Promise<unknown>> = {
    'first page of 50': () => client.listLectures({ query: {} }),
    'page far down': () => client.listLectures({ query: { cursor } }),
    'page of a course': () => client.listLectures({ query: { course } }),
    courses: () => client.listCourses({ query: {} }),
    lecture: (index) => client.getLecture({ params: { lectureId: ids[index % ids.length] ?? '' } }),
    timeline: (index) => client.getTimeline({ params: { lectureId: ids[index % ids.length] ?? '' } }),
  };
  const figures: Figure[] = [];
  for (const [what, ask] of Object.entries(asked)) {
    const milliseconds: number[] = [];
    for (let index = 0; index < ASKED; index++) {
      const begin = performance.now();
      await ask(index);
      milliseconds.push(performance.now() - begin);
    }
    milliseconds.sort((one, other) => one - other);
    const value = milliseconds[Math.floor(ASKED * 0.95)] ?? 0;
    figures.push({ row: `${lectures} lectures, ${what}, p95`, value, unit: 'ms', aim: AIM_MS });
  }
  return figures;
}

/** The queries that are asked all the time, explained by the server on what is stored now. */
async function sequentialScans(url: string): Promise<string[]> {
  const statements: CompiledQuery[] = [];
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const query = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => {
      statements.push(event.query as CompiledQuery);
    },
  });
  try {
    return await scansOf(query, statements);
  } finally {
    await query.destroy();
  }
}

async function scansOf(query: Query, statements: CompiledQuery[]): Promise<string[]> {
  const { items, next } = await listLectures(query, LOCAL_USER_ID, { limit: 50 });
  const [lecture] = items;
  if (!lecture) throw new Error('There is no lecture.');
  const hot: Record<string, () => Promise<unknown>> = {
    'list of lectures': () => listLectures(query, LOCAL_USER_ID, { limit: 50, cursor: next }),
    'lectures of a course': () => listLectures(query, LOCAL_USER_ID, { limit: 50, course: lecture.courseId }),
    'one lecture': () => getLecture(query, LOCAL_USER_ID, lecture.id),
    timeline: () => listStageRuns(query, LOCAL_USER_ID, lecture.id),
    'newest try': () => newestStageRun(query, lecture.id, 'exam', 'ingest'),
    turn: () => readTurn(query, LOCAL_USER_ID, lecture.id, 'ingest'),
    'open runs by stage': () => countOpenRuns(query, new Date()),
    'runs to reconcile': () => stageRunsQueuedBefore(query, 'running', new Date(), { after: 0, limit: 200 }),
    'dead letters': () => listDeadLetters(query, { limit: 50, state: 'open' }),
    'list of courses': () => listCourses(query, LOCAL_USER_ID, { limit: 50 }),
  };
  const scans: string[] = [];
  for (const [what, ask] of Object.entries(hot)) {
    statements.length = 0;
    await ask();
    for (const statement of statements.splice(0)) {
      const { rows } = await query.executeQuery<{ 'QUERY PLAN': string }>({
        ...statement,
        sql: `explain ${statement.sql}`,
      });
      const plan = rows.map((row) => row['QUERY PLAN']);
      for (const line of plan) {
        const table = /Seq Scan on (\w+)/.exec(line)?.[1];
        // A table of a few pages is read whole because that is cheapest.
        if (table && ['lectures', 'recordings', 'stage_runs'].includes(table))
          scans.push(`${what}: ${table}`);
      }
    }
  }
  return scans;
}
