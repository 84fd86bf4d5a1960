import { type Kysely, sql } from 'kysely';
import type { MarkedMigration } from '../migration-marks.ts';

/** What makes effects happen once, and what keeps the work that was given up. */
export const dataPlane: MarkedMigration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table idempotency_keys (
        owner_id uuid not null references users (id),
        key text not null check (length(key) between 1 and 200),
        request_hash text not null check (length(request_hash) = 64),
        file_hash text check (length(file_hash) = 64),
        token uuid not null unique,
        effect_id uuid not null,
        state text not null check (state in ('claimed', 'done', 'answered')),
        status integer,
        answer text,
        lease_until timestamptz not null,
        created_at timestamptz not null default now(),
        primary key (owner_id, key),
        check ((state = 'answered') = (status is not null))
      )`.execute(db);
    await sql`create index idempotency_keys_oldest on idempotency_keys (created_at)`.execute(db);
    await sql`
      create table dead_letters (
        id uuid primary key,
        owner_id uuid not null references users (id),
        lecture_id uuid not null references lectures (id) on delete cascade,
        preset_id text not null,
        stage text not null,
        attempts integer not null check (attempts > 0),
        problem jsonb not null,
        input jsonb not null,
        state text not null check (state in ('open', 'replayed', 'discarded')),
        created_at timestamptz not null default now(),
        settled_at timestamptz,
        check ((state = 'open') = (settled_at is null))
      )`.execute(db);
    await sql`create index dead_letters_newest on dead_letters (state, created_at desc, id)`.execute(db);
    // The work of one stage of one lecture can be given up only once before it is taken up again.
    await sql`
      create unique index dead_letters_one_open on dead_letters (lecture_id, preset_id, stage)
      where state = 'open'`.execute(db);
    await sql`
      alter table stage_runs add column replay_of uuid references dead_letters (id) on delete set null`.execute(
      db,
    );
    // How many of one's own stand before: asked whenever a job is queued.
    await sql`
      create index stage_runs_open_of_owner on stage_runs (owner_id, stage)
      where state in ('waiting', 'running')`.execute(db);
    // Looked through for runs that nobody works on any more.
    await sql`
      create index stage_runs_open_in_order on stage_runs (state, created_order)
      where state in ('waiting', 'running')`.execute(db);
    // A letter is replayed once, whoever asks at the same time.
    await sql`
      create unique index stage_runs_one_replay on stage_runs (replay_of) where replay_of is not null`.execute(
      db,
    );
  },

  async down(db: Kysely<unknown>) {
    await sql`alter table stage_runs drop column replay_of`.execute(db);
    await sql`drop index stage_runs_open_of_owner, stage_runs_open_in_order`.execute(db);
    for (const table of ['dead_letters', 'idempotency_keys']) await db.schema.dropTable(table).execute();
  },
};
