import { randomUUID } from 'node:crypto';
import type { Database } from '@pegasus/server/db/open.ts';
import { sql } from 'kysely';

/** A university on one server: so many students, each with a few courses. */
const OWNERS = 20;
export const COURSES_EACH = 10;
/** Of a lecture of three quarters of an hour, at ten seconds of speech a row. */
export const PASSAGES_A_LECTURE = 60;
const WORDS_A_PASSAGE = 25;
/** So many different texts; each stands in several lectures, as nobody says a million different things. */
const TEXTS = 20_000;
/** Words of which the most common is said a thousand times as often as the rarest (Zipf). */
const VOCABULARY = 12_000;
/** Rows that the embedded database writes at once: more would not fit into its memory. */
const LECTURES_AT_ONCE = 500;

export interface SearchOwner {
  id: string;
  courses: string[];
}

/** Rows as `db/passages.ts` writes them, made by the database itself: a million of them in a few minutes. */
export async function fillForSearch({ kysely }: Database, lectures: number): Promise<SearchOwner[]> {
  const owners: SearchOwner[] = [];
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
  for (let from = 0; from < lectures; from += LECTURES_AT_ONCE) {
    await sql`
      insert into passages (lecture_id, part, id, owner_id, course_id, kind, place, moment, text, words)
      select id, 'segment', 's' || place, owner_id, course_id, 'segment', place, place * 10, text, words
      from (
        select chosen.*, place, floor(random() * ${sql.lit(TEXTS)})::int as n
        from (select * from lectures order by id limit ${sql.lit(LECTURES_AT_ONCE)} offset ${sql.lit(from)}) chosen,
          generate_series(0, ${sql.lit(PASSAGES_A_LECTURE - 1)}) place
      ) said join bench_texts using (n)`.execute(kysely);
  }
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
