import { type Kysely, sql } from 'kysely';
import type { MarkedMigration } from '../migration-marks.ts';

/** Files that are made when they are asked for, and links by which material is shown to others. */
export const exportsAndShares: MarkedMigration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table exports add column fingerprint text`.execute(db);
    await sql`
      create table made_exports (
        id uuid primary key,
        owner_id uuid not null references users (id),
        lecture_id uuid not null references lectures (id) on delete cascade,
        preset_id text not null,
        exporter text not null,
        options text not null,
        fingerprint text not null check (length(fingerprint) = 64),
        file_name text not null,
        media_type text not null,
        bytes bigint not null check (bytes >= 0),
        sha256 text not null check (length(sha256) = 64),
        object_key text not null unique,
        created_at timestamptz not null default now(),
        unique (lecture_id, preset_id, exporter, options)
      )`.execute(db);
    await sql`
      create table shares (
        id uuid primary key,
        owner_id uuid not null references users (id),
        lecture_id uuid not null references lectures (id) on delete cascade,
        preset_id text not null,
        token_hash text not null unique check (length(token_hash) = 64),
        artifacts jsonb not null,
        with_transcript boolean not null,
        with_recording boolean not null,
        views integer not null default 0 check (views >= 0),
        copies integer not null default 0 check (copies >= 0),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        last_viewed_at timestamptz
      )`.execute(db);
    await sql`create index shares_of_lecture on shares (lecture_id)`.execute(db);
    await sql`create index shares_of_owner on shares (owner_id)`.execute(db);
  },

  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('shares').execute();
    await db.schema.dropTable('made_exports').execute();
    await sql`alter table exports drop column fingerprint`.execute(db);
  },
};
