import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Accounts, their devices and what limits them. Of anything that opens a door only a hash is kept: whoever
 * reads the database or a backup of it cannot sign in with what they find. All of it goes with its user.
 */
export const accounts: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table accounts (
        owner_id uuid primary key references users (id) on delete cascade,
        email text not null unique check (email = lower(email) and length(email) between 3 and 254),
        confirmed_at timestamptz,
        password_hash text,
        role text not null check (role in ('student', 'operator', 'administrator')),
        disabled_at timestamptz,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index accounts_newest on accounts (created_at desc, owner_id)`.execute(db);
    await sql`
      create table account_identities (
        issuer text not null,
        subject text not null,
        owner_id uuid not null references accounts (owner_id) on delete cascade,
        created_at timestamptz not null default now(),
        primary key (issuer, subject)
      )`.execute(db);
    await sql`create index account_identities_of_owner on account_identities (owner_id)`.execute(db);
    await sql`
      create table account_links (
        id uuid primary key,
        owner_id uuid not null references accounts (owner_id) on delete cascade,
        purpose text not null check (purpose in ('confirm', 'reset', 'invite', 'app')),
        token_hash text not null unique,
        challenge text,
        expires_at timestamptz not null,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index account_links_of_owner on account_links (owner_id, purpose)`.execute(db);
    await sql`
      create table sessions (
        id uuid primary key,
        owner_id uuid not null references accounts (owner_id) on delete cascade,
        kind text not null check (kind in ('web', 'app')),
        device text not null check (length(device) <= 200),
        token_hash text not null unique,
        token_expires_at timestamptz not null,
        refresh_hash text unique,
        spent_refresh_hash text unique,
        refreshed_at timestamptz,
        expires_at timestamptz not null,
        seen_at timestamptz not null,
        created_at timestamptz not null default now(),
        check ((kind = 'app') = (refresh_hash is not null))
      )`.execute(db);
    await sql`create index sessions_of_owner on sessions (owner_id, seen_at desc)`.execute(db);
    // In the form that rate-limiter-flexible reads and writes. Keys are hashes: they name nobody.
    await sql`
      create table rate_limits (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      )`.execute(db);
  },

  async down(db: Kysely<unknown>) {
    for (const table of ['rate_limits', 'sessions', 'account_links', 'account_identities', 'accounts']) {
      await db.schema.dropTable(table).execute();
    }
  },
};
