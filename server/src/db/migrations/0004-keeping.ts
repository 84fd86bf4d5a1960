import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The books of what is kept: every object with its hash, what the system did for itself, and what was
 * deleted. A deleted lecture, course or account leaves an entry of ids and counts and no content.
 */
export const keeping: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table objects (
        key text primary key,
        owner_id uuid references users (id),
        lecture_id uuid,
        kind text not null,
        state text not null check (state in ('claimed', 'kept', 'leaving', 'left', 'orphaned')),
        bytes bigint check (bytes >= 0),
        sha256 text check (length(sha256) = 64),
        fault text check (fault in ('damaged', 'missing')),
        claimed_at timestamptz not null default now(),
        kept_at timestamptz,
        verified_at timestamptz,
        left_at timestamptz,
        removed_at timestamptz
      )`.execute(db);
    await sql`create index objects_of_lecture on objects (lecture_id)`.execute(db);
    await sql`create index objects_of_owner on objects (owner_id)`.execute(db);
    await sql`create index objects_by_state on objects (state, kind, kept_at)`.execute(db);
    await sql`create index objects_to_verify on objects (verified_at nulls first, key) where state = 'kept'`.execute(
      db,
    );
    await sql`create index objects_at_fault on objects (key) where fault is not null`.execute(db);
    await sql`
      insert into objects (key, owner_id, lecture_id, kind, state, bytes, sha256, claimed_at, kept_at)
      select object_key, owner_id, lecture_id, 'recording', 'kept', bytes, sha256, created_at, created_at
      from recordings`.execute(db);
    await sql`
      insert into objects (key, owner_id, lecture_id, kind, state, bytes, sha256, claimed_at, kept_at)
      select object_key, owner_id, lecture_id, 'export', 'kept', bytes, sha256, created_at, created_at
      from exports`.execute(db);
    // Its hash was never written down: the first check does that.
    await sql`
      insert into objects (key, owner_id, lecture_id, kind, state, claimed_at, kept_at)
      select data ->> 'objectKey', owner_id, lecture_id, 'sound', 'kept', created_at, created_at
      from ingested where data ->> 'objectKey' is not null`.execute(db);
    await sql`alter table users add column recording_days integer check (recording_days >= 0)`.execute(db);
    await sql`alter table courses add column recording_days integer check (recording_days >= 0)`.execute(db);
    await sql`
      create table upkeep_runs (
        id uuid primary key,
        task text not null,
        started_at timestamptz not null default now(),
        heartbeat_at timestamptz not null default now(),
        finished_at timestamptz,
        outcome text not null check (outcome in ('running', 'succeeded', 'failed', 'interrupted')),
        counts jsonb not null,
        failures jsonb not null,
        check ((outcome = 'running') = (finished_at is null))
      )`.execute(db);
    await sql`create unique index upkeep_runs_one_open on upkeep_runs (task) where finished_at is null`.execute(
      db,
    );
    await sql`create index upkeep_runs_newest on upkeep_runs (task, started_at desc)`.execute(db);
    await sql`
      create table audit_entries (
        id uuid primary key,
        at timestamptz not null default now(),
        actor text not null check (actor in ('owner', 'operator', 'system')),
        actor_id uuid,
        action text not null check (action in ('delete', 'restore')),
        kind text not null check (kind in ('lecture', 'course', 'account')),
        subject_id uuid not null,
        counts jsonb not null
      )`.execute(db);
    await sql`create index audit_entries_of_subject on audit_entries (subject_id, at desc)`.execute(db);
    await sql`create index audit_entries_newest on audit_entries (at desc)`.execute(db);
  },

  async down(db: Kysely<unknown>) {
    for (const table of ['audit_entries', 'upkeep_runs', 'objects'])
      await db.schema.dropTable(table).execute();
    for (const table of ['users', 'courses'])
      await db.schema.alterTable(table).dropColumn('recording_days').execute();
  },
};
