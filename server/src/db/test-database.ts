import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { wantedPostgres } from '../../../fixtures/servers/wanted.ts';
import { type Database, openEmbeddedDatabase } from './open.ts';
import { openPostgres } from './open-postgres.ts';

/**
 * An empty database for tests: in memory, or a new one on the PostgreSQL server that the run of tests started.
 * `npm test` runs every test that asks for one on both.
 */
export async function openTestDatabase(): Promise<Database> {
  const server = wantedPostgres();
  if (!server) return openEmbeddedDatabase(undefined);
  const url = new URL(server);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template template0`);
  url.pathname = `/${name}`;
  const database = await openPostgres(url.href, { connections: 10, statementSeconds: 15 });
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
