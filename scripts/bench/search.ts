import { randomUUID } from 'node:crypto';
import { migrate } from '@pegasus/server/db/migrate.ts';
import type { Database } from '@pegasus/server/db/open.ts';
import { openPostgres } from '@pegasus/server/db/open-postgres.ts';
import { search } from '@pegasus/server/db/search.ts';
import { sql } from 'kysely';
import { startPostgres } from '../../fixtures/servers/postgres.ts';
import type { Figure } from './run.ts';

/** A university on one server: so many students, each with a few courses. */
const OWNERS = 20;
const COURSES_EACH = 10;
/** Of a lecture of three quarters of an hour, at ten seconds of speech a row. */
const PASSAGES_A_LECTURE = 60;
const WORDS_A_PASSAGE = 25;
/** So many different texts; each stands in several lectures, as nobody says a million different things. */
const TEXTS = 20_000;
const QUERIES = 400;
/** Words of which the most common is said a thousand times as often as the rarest (Zipf). */
const VOCABULARY = 12_000;

/**
 * Search at a number of lectures on a real PostgreSQL: the time of one call from the server's side, for words as
 * they are, misspelt and in pairs, in one course and in all of one student's. A plan that reads a whole table of
 * passages or words counts as failed.
 */
export async function measureSearch(lectures: number): Promise<Figure[]> {
  const server = await startPostgres({
    shared_buffers: '512MB',
    maintenance_work_mem: '512MB',
    fsync: 'off',
  });
  try {
    const database = await openPostgres(await server.createDatabase('search'), {
      connections: 4,
      statementSeconds: 3600,
    });
    try {
      await migrate(database);
      const owners = await fill(database, lectures);
      return await ask(database, owners, lectures);
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

interface Owner {
  id: string;
  courses: string[];
}

/** Rows as `db/passages.ts` writes them, made by the database itself: a million of them in a few minutes. */
async function fill({ kysely }: Database, lectures: number): Promise<Owner[]> {
  const owners: Owner[] = [];
  for (let number = 0; number < OWNERS; number++) {
    const id = randomUUID();
    await kysely
      .insertInto('users')
      .values({ id, name: `Student ${number}` })
      .execute();
    const courses = Array.from({ length: COURSES_EACH }, () => randomUUID());
    await kysely
      .insertInto('courses')
      .values(courses.map((course, place) => ({ id: course, owner_id: id, name: `Course ${place}` })))
      .execute();
    owners.push({ id, courses });
  }
  const each = Math.ceil(lectures / (OWNERS * COURSES_EACH));
  // Pronounceable words, so that they share beginnings and trigrams as words of a language do.
  await sql`
    create table bench_words as
    select n as pick, (array['ba','ce','di','fo','gu','ha','le','mi','no','pu','ra','se','ti','vo','tra','ske','pli','gno'])[1 + n % 18]
      || (array['na','re','lo','mi','tu','ska','ber','lin','dor','mus'])[1 + (n / 18) % 10]
      || (array['','n','ta','ric','lous','ment','sis','phy'])[1 + (n / 180) % 8]
      || (array['','al','ion','ing','ed','ity','er','ate','ous'])[1 + (n / 1440) % 9] as word
    from generate_series(0, ${sql.lit(VOCABULARY - 1)}) n`.execute(kysely);
  await sql`create unique index on bench_words (pick)`.execute(kysely);
  await sql`
    insert into lectures (id, owner_id, course_id, title, preset_id, state)
    select gen_random_uuid(), owner_id, id, 'Lecture ' || n, 'exam', 'ready'
    from courses, generate_series(1, ${sql.lit(each)}) n`.execute(kysely);
  await sql`
    create table bench_texts as
    select n, string_agg(word, ' ') as text, to_tsvector('simple', string_agg(word, ' ')) as words
    from (
      select text as n, floor(power(${sql.lit(VOCABULARY)}, random()))::int - 1 as pick
      from generate_series(0, ${sql.lit(TEXTS - 1)}) text, generate_series(1, ${sql.lit(WORDS_A_PASSAGE)})
    ) picks join bench_words using (pick) group by n`.execute(kysely);
  await sql`create unique index on bench_texts (n)`.execute(kysely);
  // An index that is made at the end is the same and is made in a tenth of the time.
  await sql`drop index passages_by_words`.execute(kysely);
  await sql`
    insert into passages (lecture_id, part, id, owner_id, course_id, kind, place, moment, text, words)
    select id, 'segment', 's' || place, owner_id, course_id, 'segment', place, place * 10, text, words
    from (
      select lectures.*, place, floor(random() * ${sql.lit(TEXTS)})::int as n
      from lectures, generate_series(0, ${sql.lit(PASSAGES_A_LECTURE - 1)}) place
    ) said join bench_texts using (n)`.execute(kysely);
  await sql`create index passages_by_words on passages using gin (owner_id, course_id, words)`.execute(
    kysely,
  );
  // What the trigger counts lecture by lecture, counted at once.
  await sql`alter table lecture_words disable trigger lecture_words_counted`.execute(kysely);
  await sql`
    insert into lecture_words (lecture_id, owner_id, course_id, words)
    select lecture_id, owner_id, course_id, array_agg(distinct word order by word)
    from passages, unnest(tsvector_to_array(words)) as word where length(word) >= 3
    group by lecture_id, owner_id, course_id`.execute(kysely);
  await sql`
    insert into course_words (course_id, word, owner_id, lectures)
    select course_id, word, owner_id, count(*) from lecture_words, unnest(words) as word
    group by course_id, word, owner_id`.execute(kysely);
  await sql`vacuum analyze`.execute(kysely);
  return owners;
}

async function ask({ kysely }: Database, owners: readonly Owner[], lectures: number): Promise<Figure[]> {
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
        row: `search, ${kind}, ${where}, p95`,
        value: times[Math.floor(times.length * 0.95)] ?? 0,
        unit: 'ms',
        aim: '<= 100',
        note: `${lectures} lectures, ${rows} passages; median ${(times[times.length >> 1] ?? 0).toFixed(1)} ms, found in ${found} of ${times.length}`,
      });
    }
  }
  figures.push({
    row: 'search, plans that read a whole table',
    value: await readingAll(kysely, owners),
    unit: '',
    aim: '<= 0',
  });
  return figures;
}

/** How many of the hot statements scan `passages` or `course_words` from end to end. */
async function readingAll(kysely: Database['kysely'], owners: readonly Owner[]): Promise<number> {
  const [owner] = owners;
  const course = owner?.courses[0] ?? '';
  const { rows: words } = await sql<Record<'QUERY PLAN', string>>`
    explain select word from course_words
    where owner_id = ${owner?.id} and course_id = ${course} and (word % ${'skaric'} or word like ${'skaric%'})`.execute(
    kysely,
  );
  const { rows: passages } = await sql<Record<'QUERY PLAN', string>>`
    explain select * from passages
    where owner_id = ${owner?.id} and course_id = ${course} and words @@ ${"('skaric':* | 'skarion')"}::tsquery limit 2000`.execute(
    kysely,
  );
  const plan = [...words, ...passages].map((row) => row['QUERY PLAN']).join('\n');
  process.stderr.write(`${plan}\n`);
  return plan.match(/Seq Scan/g)?.length ?? 0;
}
