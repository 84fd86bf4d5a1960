import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Evidence and what is found in it are apart. `lecture_mentions` and `lecture_changes` hold what a lecture
 * gave: written once, never altered, gone with the lecture. `threads` and what hangs on them is found anew
 * from all evidence of the course whenever that changes.
 */
export const threads: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table lecture_mentions (
        lecture_id uuid not null references lectures (id) on delete cascade,
        owner_id uuid not null references users (id),
        preset_id text not null,
        generation integer not null check (generation > 0),
        concepts jsonb not null,
        created_at timestamptz not null default now(),
        primary key (lecture_id, preset_id, generation)
      )`.execute(db);
    await sql`
      create table lecture_changes (
        lecture_id uuid not null,
        owner_id uuid not null references users (id),
        preset_id text not null,
        generation integer not null,
        place integer not null,
        earlier_lecture_id uuid not null references lectures (id) on delete cascade,
        change jsonb not null,
        primary key (lecture_id, preset_id, generation, place),
        foreign key (lecture_id, preset_id, generation) references lecture_mentions on delete cascade
      )`.execute(db);
    await sql`create index lecture_changes_earlier on lecture_changes (earlier_lecture_id)`.execute(db);
    await sql`
      create table threads (
        id uuid primary key,
        owner_id uuid not null references users (id),
        course_id uuid not null references courses (id) on delete cascade,
        key text not null,
        title text not null,
        names jsonb not null,
        level text not null check (level in ('foundational', 'advanced')),
        complexity integer not null check (complexity between 1 and 5),
        kind_of jsonb not null,
        place integer not null,
        created_at timestamptz not null default now(),
        unique (course_id, key)
      )`.execute(db);
    await sql`
      create table thread_occurrences (
        thread_id uuid not null references threads (id) on delete cascade,
        lecture_id uuid not null references lectures (id) on delete cascade,
        owner_id uuid not null references users (id),
        place integer not null,
        role text not null check (role in ('defined', 'used', 'heard')),
        times integer not null check (times >= 0),
        sources jsonb not null,
        moments jsonb not null,
        definition jsonb,
        items jsonb not null,
        primary key (thread_id, lecture_id)
      )`.execute(db);
    await sql`create index thread_occurrences_of_lecture on thread_occurrences (lecture_id)`.execute(db);
    await sql`
      create table thread_updates (
        thread_id uuid not null references threads (id) on delete cascade,
        place integer not null,
        owner_id uuid not null references users (id),
        kind text not null check (kind in
          ('introduced', 'returns', 'recalled', 'specialised', 'refined', 'contradicted', 'more-complex')),
        lecture_id uuid not null references lectures (id) on delete cascade,
        evidence jsonb not null,
        earlier_lecture_id uuid references lectures (id) on delete cascade,
        earlier jsonb,
        by_thread_id uuid references threads (id) on delete cascade,
        note text,
        primary key (thread_id, place),
        check ((kind = 'introduced') = (earlier is null)),
        check ((earlier is null) = (earlier_lecture_id is null))
      )`.execute(db);
    await sql`create index thread_updates_of_lecture on thread_updates (lecture_id)`.execute(db);
    await sql`create index thread_updates_of_earlier on thread_updates (earlier_lecture_id)`.execute(db);
    await sql`create index thread_updates_by_thread on thread_updates (by_thread_id)`.execute(db);
  },

  async down(db: Kysely<unknown>) {
    for (const table of [
      'thread_updates',
      'thread_occurrences',
      'threads',
      'lecture_changes',
      'lecture_mentions',
    ]) {
      await db.schema.dropTable(table).execute();
    }
  },
};
