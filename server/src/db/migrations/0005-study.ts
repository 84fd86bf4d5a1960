import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * `reviews` and `edits` are logs that only grow; `item_schedules` is computed from the first. `passages` is
 * the material as the student has it, a row for each segment and item, and `course_words` the words of each
 * course: both are made anew from what they tell of. Everything goes with its lecture, also the words that
 * only it used: a trigger counts them down whatever deletes the lecture.
 */
export const study: Migration = {
  async up(db: Kysely<unknown>) {
    // Both are trusted: who may create tables in the database may create them.
    await sql`create extension if not exists pg_trgm`.execute(db);
    await sql`create extension if not exists btree_gin`.execute(db);
    await sql`
      create table reviews (
        owner_id uuid not null references users (id),
        id uuid not null,
        lecture_id uuid not null references lectures (id) on delete cascade,
        item_id text not null,
        review jsonb not null,
        made_at timestamptz not null,
        place bigint generated always as identity,
        created_at timestamptz not null default now(),
        primary key (owner_id, id)
      )`.execute(db);
    await sql`create index reviews_of_item on reviews (lecture_id, item_id)`.execute(db);
    await sql`create index reviews_in_order on reviews (owner_id, place)`.execute(db);
    await sql`create index reviews_by_time on reviews (owner_id, made_at)`.execute(db);
    await sql`
      create table item_schedules (
        lecture_id uuid not null references lectures (id) on delete cascade,
        item_id text not null,
        owner_id uuid not null references users (id),
        due timestamptz not null,
        schedule jsonb not null,
        first_at timestamptz,
        last_at timestamptz,
        primary key (lecture_id, item_id)
      )`.execute(db);
    await sql`create index item_schedules_due on item_schedules (owner_id, due)`.execute(db);
    await sql`
      create table edits (
        owner_id uuid not null references users (id),
        id uuid not null,
        lecture_id uuid not null references lectures (id) on delete cascade,
        part text not null check (part in ('item', 'segment')),
        target text not null,
        version integer not null check (version >= 0),
        change jsonb not null,
        seen jsonb,
        made_at timestamptz not null,
        place bigint generated always as identity,
        created_at timestamptz not null default now(),
        primary key (owner_id, id),
        unique (lecture_id, part, target, version)
      )`.execute(db);
    await sql`
      create table passages (
        lecture_id uuid not null references lectures (id) on delete cascade,
        part text not null check (part in ('item', 'segment')),
        id text not null,
        owner_id uuid not null references users (id),
        course_id uuid not null references courses (id) on delete cascade,
        kind text not null,
        place integer not null,
        moment double precision,
        text text not null,
        words tsvector not null,
        block jsonb,
        primary key (lecture_id, part, id)
      )`.execute(db);
    await sql`create index passages_by_words on passages using gin (owner_id, course_id, words)`.execute(db);
    await sql`
      create index passages_studied on passages (owner_id, course_id, lecture_id) where block is not null`.execute(
      db,
    );
    await sql`
      create table lecture_words (
        lecture_id uuid primary key references lectures (id) on delete cascade,
        owner_id uuid not null references users (id),
        course_id uuid not null references courses (id) on delete cascade,
        words text[] not null
      )`.execute(db);
    await sql`
      create table course_words (
        course_id uuid not null references courses (id) on delete cascade,
        word text not null,
        owner_id uuid not null references users (id),
        lectures integer not null,
        primary key (course_id, word)
      )`.execute(db);
    await sql`
      create index course_words_alike on course_words using gin (owner_id, course_id, word gin_trgm_ops)`.execute(
      db,
    );
    await sql`
      create function count_course_words() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          update course_words set lectures = lectures - 1
            where course_id = old.course_id and word = any (old.words);
          delete from course_words
            where course_id = old.course_id and word = any (old.words) and lectures <= 0;
        end if;
        if tg_op <> 'DELETE' then
          insert into course_words (course_id, word, owner_id, lectures)
            select new.course_id, word, new.owner_id, 1 from unnest(new.words) as word order by word
            on conflict (course_id, word) do update set lectures = course_words.lectures + 1;
        end if;
        return null;
      end
      $$`.execute(db);
    await sql`
      create trigger lecture_words_counted after insert or update or delete on lecture_words
      for each row execute function count_course_words()`.execute(db);
  },

  // The extensions stay: they are the database's, and others may use them.
  async down(db: Kysely<unknown>) {
    for (const table of ['course_words', 'lecture_words', 'passages', 'edits', 'item_schedules', 'reviews']) {
      await db.schema.dropTable(table).execute();
    }
    await sql`drop function count_course_words`.execute(db);
  },
};
