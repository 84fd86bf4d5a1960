import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { Problem } from '@pegasus/core/problem.ts';
import { Kysely, type Transaction as KyselyTransaction, PGliteDialect } from 'kysely';
import { fromPglite, type Db as QueueDatabase } from 'pg-boss';
import type { Broadcast } from './broadcast.ts';
import type { Tables } from './tables.ts';

export type Query = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

/** One database for rows and queue, so that an output and the next job commit or roll back together. */
export interface Database {
  readonly kysely: Query;
  /** The same database as the queue speaks to it. */
  readonly forQueue: QueueDatabase;
  readonly backend: 'pglite' | 'postgres';
  /** How processes on one database tell each other; the embedded one has only this process. */
  readonly broadcast?: Broadcast;
  /** How the connections are used, by what they are for; absent where there is only one. */
  connections?(): { pool: string; used: number; idle: number; waiting: number; most: number }[];
  /** Runs what may take as long as it needs, such as a migration, on a connection without time limits. */
  unhurried<T>(use: (kysely: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the embedded database in a folder whose lock the caller holds; `undefined` keeps everything in
 * memory, for tests. Throws Problem `database-unavailable`.
 */
export async function openEmbeddedDatabase(folder: string | undefined): Promise<Database> {
  const fresh = folder === undefined || !existsSync(folder);
  keepMemorySmall();
  const options = {
    extensions: EXTENSIONS,
    startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
  };
  const pglite = folder === undefined ? new PGlite(options) : new PGlite(folder, options);
  try {
    await pglite.waitReady;
  } catch (error) {
    const detail = fresh
      ? 'The embedded database could not be created.'
      : `The embedded database in ${folder} cannot be opened.`;
    throw new Problem('database-unavailable', detail, { cause: error });
  }
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    kysely,
    forQueue: fromPglite(pglite),
    backend: 'pglite',
    unhurried: (use) => use(kysely),
    close: async () => {
      await kysely.destroy();
      if (!pglite.closed) await pglite.close();
    },
  };
}

/** For search: likeness of words, and ids beside words in one index. Every PostgreSQL brings both. */
const EXTENSIONS = { pg_trgm, btree_gin };

/** A lecture's rows are few; the server's default of 128 MB would only be held. */
const SHARED_BUFFERS = '16MB';

/**
 * V8 would compile PostgreSQL a second time, for speed, and take half a gigabyte for a moment to do so. The
 * first compilation inserts as fast and reads about two thirds as fast.
 */
function keepMemorySmall(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
}
