import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the figures of the whole server need: who works, and since when a lecture is on its way. */
export const operations: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table workers (
        id uuid primary key,
        version text not null,
        started_at timestamptz not null,
        seen_at timestamptz not null
      )`.execute(db);
    await sql`alter table lectures add column processing_since timestamptz not null default now()`.execute(
      db,
    );
  },
  async down(db: Kysely<unknown>) {
    await sql`alter table lectures drop column processing_since`.execute(db);
    await sql`drop table workers`.execute(db);
  },
};
