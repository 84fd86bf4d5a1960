import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Keys that sign in instead of a password: the public half, which opens nothing by itself. */
export const passkeys: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table passkeys (
        id uuid primary key,
        owner_id uuid not null references accounts (owner_id) on delete cascade,
        credential_id text not null unique check (length(credential_id) <= 1400),
        public_key text not null,
        uses bigint not null,
        transports text not null,
        name text not null check (length(name) <= 200),
        copied boolean not null,
        used_at timestamptz,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index passkeys_of_owner on passkeys (owner_id, created_at)`.execute(db);
    // A challenge that was answered is not taken again, whatever a browser kept of it.
    await sql`
      create table spent_challenges (
        challenge_hash text primary key,
        owner_id uuid not null references accounts (owner_id) on delete cascade,
        expires_at timestamptz not null
      )`.execute(db);
    await sql`create index spent_challenges_of_owner on spent_challenges (owner_id)`.execute(db);
  },
  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('spent_challenges').execute();
    await db.schema.dropTable('passkeys').execute();
  },
};
