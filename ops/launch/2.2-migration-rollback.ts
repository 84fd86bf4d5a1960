import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationDrill } from '../drills/migrations.ts';
import type { LaunchItem } from './define.ts';

export const migrationRollback: LaunchItem = {
  id: '2.2',
  title:
    'Migration rollback (no release came before this one, so none was started on the schema that was rolled back)',
  endpoint: '`pegasus migrate --to NAME`; ops/runbooks/migrations.md; `npm run drill -- migrations`',
  sabotages: [
    {
      breaks: 'a migration leaves something behind when it is taken back',
      file: 'server/src/db/migrations/0004-keeping.ts',
      find: "for (const table of ['users', 'courses'])",
      replace: "for (const table of ['users'])",
    },
    {
      breaks: 'going down loses rows that it should keep',
      file: 'server/src/db/migrations/0004-keeping.ts',
      find: '  async down(db: Kysely<unknown>) {\n',
      replace: '  async down(db: Kysely<unknown>) {\n    await sql`delete from artifacts`.execute(db);\n',
    },
  ],
  async prove(context) {
    await migrationDrill.run(context, { lectures: 2, s3: false });
    const runbook = await readFile(join(context.root, 'ops/runbooks/migrations.md'), 'utf8');
    for (const way of ['Roll forward', 'Roll back', 'Restore'])
      assert.ok(runbook.includes(`## ${way}`), `The runbook does not say how to ${way.toLowerCase()}.`);
    context.note('The runbook says when to roll forward, roll back or restore.');
  },
};
