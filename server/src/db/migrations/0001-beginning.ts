import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Every row has an owner, so that no later step has to guess whose it is. What belongs to a lecture goes
 * with the lecture.
 */
export const beginning: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table users (
        id uuid primary key,
        name text not null,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table courses (
        id uuid primary key,
        owner_id uuid not null references users (id),
        name text not null check (length(name) between 1 and 200),
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`create unique index courses_name_per_owner on courses (owner_id, lower(name))`.execute(db);
    await sql`
      create table lectures (
        id uuid primary key,
        owner_id uuid not null references users (id),
        course_id uuid not null references courses (id),
        title text not null check (length(title) between 1 and 200),
        preset_id text not null,
        state text not null check (state in ('processing', 'ready', 'thin', 'failed', 'cancelled')),
        stage text,
        problem jsonb,
        created_at timestamptz not null default now(),
        finished_at timestamptz
      )`.execute(db);
    await sql`create index lectures_newest on lectures (owner_id, created_at desc, id)`.execute(db);
    await sql`create index lectures_by_course on lectures (course_id, created_at desc, id)`.execute(db);
    await sql`
      create table recordings (
        lecture_id uuid primary key references lectures (id) on delete cascade,
        owner_id uuid not null references users (id),
        kind text not null check (kind in ('audio', 'video', 'captions')),
        format text not null,
        media_type text not null,
        file_name text not null,
        bytes bigint not null check (bytes >= 0),
        sha256 text not null check (length(sha256) = 64),
        object_key text not null unique,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table ingested (
        lecture_id uuid primary key references lectures (id) on delete cascade,
        owner_id uuid not null references users (id),
        seconds double precision not null,
        data jsonb not null,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table transcripts (
        lecture_id uuid primary key references lectures (id) on delete cascade,
        owner_id uuid not null references users (id),
        language text not null,
        seconds double precision not null,
        segments jsonb not null,
        provenance jsonb not null,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table artifacts (
        id uuid primary key,
        owner_id uuid not null references users (id),
        lecture_id uuid not null references lectures (id) on delete cascade,
        preset_id text not null,
        generation integer not null check (generation > 0),
        place integer not null,
        type text not null,
        schema_version integer not null,
        generator jsonb not null,
        quality jsonb not null,
        body jsonb not null,
        created_at timestamptz not null default now(),
        unique (lecture_id, preset_id, generation, type)
      )`.execute(db);
    await sql`
      create table exports (
        id uuid primary key,
        owner_id uuid not null references users (id),
        lecture_id uuid not null references lectures (id) on delete cascade,
        preset_id text not null,
        generation integer not null check (generation > 0),
        exporter text not null,
        file_name text not null,
        media_type text not null,
        bytes bigint not null check (bytes >= 0),
        sha256 text not null check (length(sha256) = 64),
        object_key text not null unique,
        created_at timestamptz not null default now(),
        unique (lecture_id, preset_id, generation, exporter)
      )`.execute(db);
    await sql`
      create table stage_runs (
        id uuid primary key,
        owner_id uuid not null references users (id),
        lecture_id uuid not null references lectures (id) on delete cascade,
        preset_id text not null,
        stage text not null,
        attempt integer not null check (attempt > 0),
        state text not null check (state in ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
        job_id uuid not null,
        progress jsonb,
        problem jsonb,
        queued_at timestamptz not null default now(),
        started_at timestamptz,
        heartbeat_at timestamptz,
        finished_at timestamptz,
        created_order bigint generated always as identity,
        unique (lecture_id, preset_id, stage, attempt)
      )`.execute(db);
    // Two tries at one stage of one lecture can never be open at once, whatever the queue delivers twice.
    await sql`
      create unique index stage_runs_one_open on stage_runs (lecture_id, preset_id, stage)
      where state in ('waiting', 'running')`.execute(db);
    await sql`create index stage_runs_open on stage_runs (stage, queued_at) where state in ('waiting', 'running')`.execute(
      db,
    );
  },

  async down(db: Kysely<unknown>) {
    for (const table of [
      'stage_runs',
      'exports',
      'artifacts',
      'transcripts',
      'ingested',
      'recordings',
      'lectures',
      'courses',
      'users',
    ]) {
      await db.schema.dropTable(table).execute();
    }
  },
};
