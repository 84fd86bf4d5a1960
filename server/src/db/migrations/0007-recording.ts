import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What arrives and is no lecture yet: uploads with their pieces, and the words that were heard while the
 * pieces came in. It goes with the lecture that it became, so that deleting that leaves no word behind.
 */
export const recording: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table uploads (
        id uuid primary key,
        owner_id uuid not null references users (id),
        course_id uuid not null references courses (id) on delete cascade,
        preset_id text not null,
        title text,
        file_name text not null,
        source text not null check (source in ('file', 'recording')),
        media_type text,
        declared_bytes bigint check (declared_bytes >= 0),
        state text not null check (state in ('open', 'complete')),
        lecture_id uuid references lectures (id) on delete cascade,
        created_at timestamptz not null default now(),
        touched_at timestamptz not null default now(),
        check ((state = 'complete') = (lecture_id is not null))
      )`.execute(db);
    await sql`create index uploads_untouched on uploads (touched_at) where state = 'open'`.execute(db);
    await sql`create index uploads_of_owner on uploads (owner_id, created_at desc)`.execute(db);
    await sql`create index uploads_of_lecture on uploads (lecture_id)`.execute(db);
    await sql`
      create table upload_pieces (
        upload_id uuid not null references uploads (id) on delete cascade,
        owner_id uuid not null references users (id),
        start_byte bigint not null check (start_byte >= 0),
        bytes bigint not null check (bytes > 0),
        sha256 text not null check (length(sha256) = 64),
        object_key text not null unique,
        created_at timestamptz not null default now(),
        primary key (upload_id, start_byte)
      )`.execute(db);
    await sql`
      create table live_transcripts (
        upload_id uuid primary key references uploads (id) on delete cascade,
        owner_id uuid not null references users (id),
        state text not null check (state in ('open', 'complete', 'failed')),
        problem jsonb,
        sound_bytes bigint not null default 0,
        sound_sha256 text,
        settled_seconds double precision not null default 0,
        provenance jsonb,
        notes jsonb not null,
        leased_by uuid,
        leased_until timestamptz,
        served_at timestamptz,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index live_transcripts_open on live_transcripts (served_at) where state = 'open'`.execute(
      db,
    );
    await sql`
      create table live_segments (
        upload_id uuid not null references live_transcripts (upload_id) on delete cascade,
        owner_id uuid not null references users (id),
        place integer not null,
        start_second double precision not null,
        end_second double precision not null,
        words text not null,
        primary key (upload_id, place)
      )`.execute(db);
    await sql`
      create table lecture_moments (
        lecture_id uuid not null references lectures (id) on delete cascade,
        owner_id uuid not null references users (id),
        place integer not null,
        kind text not null check (kind in ('marker', 'gap')),
        at_second double precision not null check (at_second >= 0),
        lost_seconds double precision check (lost_seconds >= 0),
        note text,
        primary key (lecture_id, place)
      )`.execute(db);
  },

  async down(db: Kysely<unknown>) {
    for (const table of [
      'lecture_moments',
      'live_segments',
      'live_transcripts',
      'upload_pieces',
      'uploads',
    ]) {
      await db.schema.dropTable(table).execute();
    }
  },
};
