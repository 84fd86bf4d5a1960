import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import { type PostgresServer, startPostgres } from '../../../fixtures/servers/postgres.ts';
import { leftOut } from '../../../fixtures/servers/wanted.ts';
import { createChanges } from '../changes.ts';
import type { Database } from './open.ts';
import { openPostgres } from './open-postgres.ts';

const without = leftOut('postgres');
const unavailable = (error: unknown) => error instanceof Problem && error.code === 'database-unavailable';

describe('a PostgreSQL server', { skip: without }, () => {
  let server: PostgresServer;
  let url: string;
  let database: Database;
  const broken: Error[] = [];
  const open = () =>
    openPostgres(url, { connections: 2, statementSeconds: 1, onError: (error) => broken.push(error) });
  before(async () => {
    server = await startPostgres();
    url = await server.createDatabase('tests');
    database = await open();
  });
  after(async () => {
    await database.close();
    await server.stop();
  });

  test('that is killed within a transaction ends the transaction and not the process', async () => {
    const cut = database.kysely.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction);
      await server.kill();
      await pause(300);
      await sql`select 1`.execute(transaction);
    });
    await assert.rejects(cut, unavailable);
    assert.ok(broken.length > 0);
    await assert.rejects(sql`select 1`.execute(database.kysely), unavailable);
    await server.start();
    await sql`select 1`.execute(database.kysely);
  });

  test('stops a statement that takes too long', async () => {
    await assert.rejects(sql`select pg_sleep(30)`.execute(database.kysely), unavailable);
  });

  test('lets a migration take as long as it needs', async () => {
    await database.unhurried((kysely) => sql`select pg_sleep(1.5)`.execute(kysely));
  });

  test('turns away who would wait behind too many', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 60 }, () => sql`select pg_sleep(0.1)`.execute(database.kysely)),
    );
    const refused = asked.filter((each) => each.status === 'rejected');
    assert.ok(refused.length > 0 && refused.length < asked.length);
    for (const { reason } of refused) assert.ok(unavailable(reason) && /Too many/.test(reason.message));
  });

  test('tells every process of a change, and again after the connection broke', async () => {
    const other = await open();
    const [here, there] = [createChanges(database.broadcast), createChanges(other.broadcast)];
    try {
      const heard = async (when: () => void) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const silence = there.listen('a lecture', resolve);
        const timer = setInterval(when, 200);
        await promise;
        clearInterval(timer);
        silence();
      };
      await heard(() => here.announce('a lecture'));
      await database.unhurried((kysely) =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pegasus events'`.execute(
          kysely,
        ),
      );
      await heard(() => here.announce('a lecture'));
    } finally {
      await other.close();
    }
  });

  test('that refuses says so, without the password', async () => {
    const wrong = url.replace('pegasus@', 'nobody:a-password@');
    await assert.rejects(
      openPostgres(wrong, { connections: 2, statementSeconds: 1 }),
      (error) => unavailable(error) && !String(error).includes('a-password'),
    );
  });
});
