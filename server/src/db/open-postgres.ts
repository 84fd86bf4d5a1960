import { Problem } from '@pegasus/core/problem.ts';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { createBroadcast } from './broadcast.ts';
import type { Database } from './open.ts';
import { databaseProblem } from './postgres-problem.ts';
import type { Tables } from './tables.ts';

export interface PostgresOptions {
  /** Most connections for rows; the queue and live events have their own few. */
  connections: number;
  /** Longest that one statement may take. */
  statementSeconds: number;
  /** Told of connections that broke while nobody used them. */
  onError?: (error: Error) => void;
}

/** The queue polls for each stage; a few connections of its own keep it from waiting behind requests. */
const QUEUE_CONNECTIONS = 4;
const CONNECT_MS = 5_000;
const IDLE_MS = 30_000;
/** A transaction that does nothing for so long belongs to nobody any more, and holds locks. */
const IDLE_TRANSACTION_SECONDS = 30;
/** Who would wait behind so many for each connection is told at once to come again. */
const MOST_WAITING_PER_CONNECTION = 20;
const OLDEST_VERSION = 14;

function poolUse(name: string, pool: pg.Pool, most: number) {
  const { totalCount, idleCount, waitingCount } = pool;
  return { pool: name, used: totalCount - idleCount, idle: idleCount, waiting: waitingCount, most };
}

/** Opens a PostgreSQL server by its URL. Throws Problem `database-unavailable`, with no secret in it. */
export async function openPostgres(url: string, options: PostgresOptions): Promise<Database> {
  const common: pg.ClientConfig = {
    connectionString: url,
    application_name: 'pegasus',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    statement_timeout: options.statementSeconds * 1000,
    // A server that was cut off says nothing at all, so its silence has an end on this side too.
    query_timeout: (options.statementSeconds + 5) * 1000,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_SECONDS * 1000,
  };
  const rows = createPool({ ...common, max: options.connections }, options.onError);
  const queue = createPool(
    { ...common, max: QUEUE_CONNECTIONS, application_name: 'pegasus queue' },
    options.onError,
  );
  const close = async () => {
    await Promise.all([rows.end(), queue.end()]);
  };
  try {
    await refuseOldServer(rows);
  } catch (error) {
    await close();
    throw error instanceof Problem ? error : databaseProblem(error);
  }
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: guarded(rows, options.connections) }),
  });
  const broadcast = createBroadcast(rows, common);
  return {
    kysely,
    forQueue: {
      executeSql: async (text, values) => {
        try {
          return await queue.query(text, values);
        } catch (error) {
          throw databaseProblem(error);
        }
      },
    },
    backend: 'postgres',
    broadcast,
    connections: () => [
      poolUse('rows', rows, options.connections),
      poolUse('queue', queue, QUEUE_CONNECTIONS),
    ],
    unhurried: async (use) => {
      const { statement_timeout: _, query_timeout: __, ...endless } = common;
      const pool = createPool({ ...endless, max: 1, application_name: 'pegasus schema' }, options.onError);
      try {
        return await use(new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guarded(pool, 1) }) }));
      } finally {
        await pool.end();
      }
    },
    close: async () => {
      await broadcast.close();
      await kysely.destroy();
      await close();
    },
  };
}

function createPool(config: pg.PoolConfig, onError: PostgresOptions['onError']): pg.Pool {
  const pool = new pg.Pool({ ...config, idleTimeoutMillis: IDLE_MS });
  pool.on('error', (error) => onError?.(error));
  // The pool listens to idle connections only; one that breaks within a transaction would end the process.
  pool.on('connect', (client) => client.on('error', (error) => onError?.(error)));
  return pool;
}

/** A pool as Kysely wants it, whose errors say whether the server is in the way. */
function guarded(pool: pg.Pool, connections: number): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    // Ended by whoever made it.
    end: async () => {},
    connect: async () => {
      if (pool.waitingCount >= connections * MOST_WAITING_PER_CONNECTION)
        throw new Problem('database-unavailable', 'Too many requests wait for it.');
      const client = await pool.connect().catch((error: unknown) => {
        throw databaseProblem(error);
      });
      const guard = known.get(client) ?? guardedClient(client);
      known.set(client, guard);
      return guard;
    },
  };
}

function guardedClient(client: pg.PoolClient): PostgresPoolClient {
  const query = async (text: string, values: unknown[]) => {
    try {
      return await client.query(text, values);
    } catch (error) {
      throw databaseProblem(error);
    }
  };
  // Kysely's other form of a query is for cursors, which nobody asks it for here.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

async function refuseOldServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version');
  const version = rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) < OLDEST_VERSION)
    throw new Problem(
      'database-unavailable',
      `The server is PostgreSQL ${version}; ${OLDEST_VERSION} or newer is needed.`,
    );
}
