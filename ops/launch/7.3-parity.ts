import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startPostgres } from '../../fixtures/servers/postgres.ts';
import { onDatabase } from '../drills/places.ts';
import { startPegasus } from '../stack/pegasus.ts';
import { runCommand } from './command.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

export const parity: LaunchItem = {
  id: '7.3',
  title: 'Staging parity',
  endpoint: '`pegasus parity A B`, `pegasus environment`, GET /api/environment; deploy/parity-allowed.txt',
  sabotages: [
    {
      breaks: 'the schema that is there is not compared',
      file: 'server/src/environment.ts',
      find: '    schema: Object.fromEntries([...schema].map(([table, lines]) => [table, hashOf(lines)])),',
      replace: '    schema: Object.fromEntries([...schema].map(([table]) => [table, hashOf([])])),',
    },
    {
      breaks: 'a difference that nobody allowed passes',
      file: 'server/src/commands/parity.ts',
      find: '  return { code: wrong.length === 0 ? EXIT.ok : EXIT.environment, result: { differences, unused } };',
      replace: '  return { code: EXIT.ok, result: { differences, unused } };',
    },
    {
      breaks: 'secrets are told',
      file: 'server/src/config.ts',
      find: '    return { name, about, value: secret ? mask(value) : value };',
      replace: '    return { name, about, value };',
    },
  ],
  prove,
};

const Result = z.object({
  differences: z.array(z.object({ name: z.string(), allowed: z.string().optional() })),
});
const MIGRATION = /^\d{4}-/;

async function prove(context: LaunchContext): Promise<void> {
  const { root, scratch, evidence, note } = context;
  const postgres = await startPostgres();
  const running: Awaited<ReturnType<typeof startPegasus>>[] = [];
  try {
    const token = randomBytes(24).toString('hex');
    const settingsOf = async (name: string): Promise<Record<string, string>> => ({
      PEGASUS_DATA: join(scratch, 'data'),
      PEGASUS_DATABASE_URL: await postgres.createDatabase(name),
      PEGASUS_ACCOUNTS: 'on',
      PEGASUS_APP: 'off',
      PEGASUS_SECRET: randomBytes(32).toString('hex'),
      PEGASUS_METRICS_TOKEN: token,
      PEGASUS_MAIL_FROM: `${name}@example.org`,
    });
    const staging = await settingsOf('staging');
    const production = await settingsOf('production');
    const secrets = [staging, production].flatMap((one) => [
      one.PEGASUS_SECRET,
      one.PEGASUS_DATABASE_URL,
      token,
    ]);
    for (const settings of [staging, production])
      running.push(await startPegasus('api', { root, settings, log: join(evidence, 'api.log') }));
    const [left = '', right = ''] = running.map(({ address }) => address);

    const tokenFile = join(scratch, 'token');
    const allowed = join(scratch, 'allowed.txt');
    await writeFile(tokenFile, token);
    await writeFile(allowed, await readFile(join(root, 'deploy/parity-allowed.txt'), 'utf8'));
    const compare = async (one: string, other: string, more: readonly string[] = []) => {
      const words = [
        'parity',
        one,
        other,
        '--allowed',
        allowed,
        '--left-token',
        tokenFile,
        '--right-token',
        tokenFile,
      ];
      const end = await runCommand(context, [...words, ...more], {});
      const said = JSON.stringify(end);
      for (const secret of secrets) assert.ok(!said.includes(secret ?? '-'), 'A secret is told.');
      return end;
    };
    assert.equal(
      (await fetch(`${left}/api/environment`)).status,
      401,
      'Anybody may ask what a server is made of.',
    );

    const same = await compare(left, right);
    const found = Result.parse(same.result).differences;
    assert.equal(same.code, 0, `Two environments that are alike are not: ${JSON.stringify(found)}`);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['settings.PEGASUS_MAIL_FROM'],
      'An allowed difference is not told.',
    );
    note(`By address: alike, but for ${found[0]?.name} (${found[0]?.allowed}).`);

    const file = async (name: string, settings: Record<string, string>) => {
      const path = join(scratch, `${name}.json`);
      const { code, errors } = await runCommand(context, ['environment', '--out', path], settings);
      assert.equal(code, 0, errors);
      return path;
    };
    const before = await file('staging', staging);
    assert.equal(
      (await compare(before, await file('production', production))).code,
      0,
      'The files are not alike.',
    );
    note('By files that «pegasus environment» wrote: alike.');

    await finds(context, { compare, file, before, settings: production });
    const silent = join(scratch, 'silent.txt');
    await writeFile(silent, 'settings.PEGASUS_RETRIES\n');
    const { code } = await runCommand(context, ['parity', before, before, '--allowed', silent], {});
    assert.notEqual(code, 0, 'A difference without a reason is allowed.');
    note('A line of the allowed differences without a reason is refused.');
  } finally {
    await Promise.allSettled(running.map((one) => one.stop()));
    await postgres.stop();
  }
}

interface Tools {
  compare(one: string, other: string): Promise<{ code: number; result: unknown }>;
  file(name: string, settings: Record<string, string>): Promise<string>;
  before: string;
  settings: Record<string, string>;
}

/** Brings one difference of each kind in, on the real thing, and takes it back. */
async function finds(context: LaunchContext, { compare, file, before, settings }: Tools): Promise<void> {
  const onProduction = (statement: string) =>
    onDatabase(settings.PEGASUS_DATABASE_URL ?? '', async (client) => void (await client.query(statement)));
  const migrations = (
    await onDatabase(settings.PEGASUS_DATABASE_URL ?? '', async (client) => {
      const { rows } = await client.query<{ name: string }>(
        'select name from kysely_migration order by name',
      );
      return rows.map(({ name }) => name);
    })
  ).filter((name) => MIGRATION.test(name));
  const [newest = '', last = ''] = migrations.toReversed();
  const migrate = async (to: string) => {
    const { code, errors } = await runCommand(context, ['migrate', '--to', to], settings);
    assert.equal(code, 0, errors);
  };
  const kinds: [string, string, () => Promise<Record<string, string>>, () => Promise<void>][] = [
    ['a setting', 'settings.PEGASUS_RETRIES', async () => ({ PEGASUS_RETRIES: '1' }), async () => {}],
    [
      'a secret that is not set',
      'settings.PEGASUS_METRICS_TOKEN',
      async () => ({ PEGASUS_METRICS_TOKEN: '' }),
      async () => {},
    ],
    [
      'an index that somebody made by hand',
      'schema.lectures',
      async () => {
        await onProduction('create index by_hand on lectures (title)');
        return {};
      },
      () => onProduction('drop index by_hand'),
    ],
    [
      'a column of another type',
      'schema.courses',
      async () => {
        await onProduction('alter table courses add column by_hand integer');
        return {};
      },
      () => onProduction('alter table courses drop column by_hand'),
    ],
    [
      'a migration that did not run',
      `migrations.${newest}`,
      async () => {
        await migrate(last);
        return {};
      },
      () => migrate(newest),
    ],
  ];
  for (const [what, name, bring, takeBack] of kinds) {
    const over = await bring();
    const { code, result } = await compare(before, await file('changed', { ...settings, ...over }));
    const wrong = Result.parse(result).differences.filter((difference) => difference.allowed === undefined);
    assert.notEqual(code, 0, `${what} is not found.`);
    assert.ok(
      wrong.some((difference) => difference.name === name),
      `${what}: ${JSON.stringify(wrong)} instead of ${name}.`,
    );
    await takeBack();
    context.note(`Found: ${what} (${wrong.map((difference) => difference.name).join(', ')}).`);
  }
}
