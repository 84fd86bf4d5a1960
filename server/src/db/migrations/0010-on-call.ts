import { type Kysely, sql } from 'kysely';
import type { MarkedMigration } from '../migration-marks.ts';

/** What a person on call is told without Prometheus: alerts, messages of them, and the figures they rest on. */
export const onCall: MarkedMigration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table stage_runs add column moved_at timestamptz`.execute(db);
    await sql`
      create table process_figures (
        process_id uuid primary key,
        part text not null,
        at timestamptz not null,
        samples jsonb not null
      )`.execute(db);
    await sql`
      create table alert_notices (
        id uuid primary key,
        key text not null,
        name text not null,
        labels jsonb not null,
        severity text not null,
        since timestamptz not null,
        seen_at timestamptz not null,
        resolved_at timestamptz
      )`.execute(db);
    // Of many processes that see the same at once, one tells it.
    await sql`create unique index alert_notices_open on alert_notices (key) where resolved_at is null`.execute(
      db,
    );
    await sql`create index alert_notices_since on alert_notices (since)`.execute(db);
    await sql`
      create table alert_messages (
        id uuid primary key,
        notice_id uuid not null references alert_notices (id) on delete cascade,
        status text not null check (status in ('firing', 'resolved')),
        way text not null check (way in ('webhook', 'mail')),
        tries integer not null default 0 check (tries >= 0),
        due_at timestamptz not null,
        sent_at timestamptz,
        given_up_at timestamptz,
        unique (notice_id, status, way)
      )`.execute(db);
    await sql`
      create index alert_messages_due on alert_messages (due_at)
        where sent_at is null and given_up_at is null`.execute(db);
  },

  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('alert_messages').execute();
    await db.schema.dropTable('alert_notices').execute();
    await db.schema.dropTable('process_figures').execute();
    await sql`alter table stage_runs drop column moved_at`.execute(db);
  },
};
