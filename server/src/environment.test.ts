import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareEnvironments } from '@pegasus/core/environment.ts';
import { sql } from 'kysely';
import { readConfig } from './config.ts';
import { migrate } from './db/migrate.ts';
import { openTestDatabase } from './db/test-database.ts';
import { describeEnvironment } from './environment.ts';

describe('what an environment is made of', () => {
  test('names a table that somebody changed by hand, and tells no secret', async () => {
    const database = await openTestDatabase();
    try {
      await migrate(database);
      const secret = 'a secret that nobody may see in any comparison';
      const config = readConfig({ PEGASUS_METRICS_TOKEN: secret });
      const before = await describeEnvironment({ config, database });
      assert.ok(before.schema.lectures && before.migrations['0001-beginning'] && before.policies.access);
      assert.ok(!JSON.stringify(before).includes(secret));
      await sql`create index by_hand on lectures (title)`.execute(database.kysely);
      const changed = await describeEnvironment({ config: readConfig({ PEGASUS_RETRIES: '1' }), database });
      assert.deepEqual(
        compareEnvironments(before, changed).map(({ name }) => name),
        ['settings.PEGASUS_METRICS_TOKEN', 'settings.PEGASUS_RETRIES', 'schema.lectures'],
      );
    } finally {
      await database.close();
    }
  });
});
