import { createHash } from 'node:crypto';
import { ACCESS_RULES } from '@pegasus/core/access.ts';
import { endpoints } from '@pegasus/core/api.ts';
import type { Endpoint } from '@pegasus/core/endpoint.ts';
import type { Environment } from '@pegasus/core/environment.ts';
import { presets } from '@pegasus/core/presets/registry.ts';
import { sql } from 'kysely';
import { alerts } from './alerts/registry.ts';
import { describeConfig } from './config.ts';
import { configRules } from './config-rules.ts';
import { readMarks } from './db/migration-marks.ts';
import { schemaLines } from './db/schema-lines.ts';
import { PROBES } from './probes.ts';
import { RELEASE } from './release.ts';
import type { Services } from './services.ts';
import { BURN_RATES, SLOS } from './slo.ts';

/** What this environment is made of, for a comparison with another. Holds no secret and nothing of any user. */
export async function describeEnvironment({
  config,
  database,
}: Pick<Services, 'config' | 'database'>): Promise<Environment> {
  const { kysely, backend } = database;
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(kysely);
  const marks = await readMarks(kysely);
  const schema = await schemaLines(kysely);
  return {
    versions: {
      product: RELEASE.version,
      commit: RELEASE.commit,
      node: process.versions.node,
      // Distributions write their own name behind it.
      database: `${backend} ${rows[0]?.server_version.split(' ')[0]}`,
      platform: `${process.platform}-${process.arch}`,
    },
    settings: Object.fromEntries(describeConfig(config).map(({ name, value }) => [name, value])),
    migrations: Object.fromEntries(marks.map(({ name, checksum }) => [name, checksum])),
    schema: Object.fromEntries([...schema].map(([table, lines]) => [table, hashOf(lines)])),
    policies: {
      access: hashOf([
        ACCESS_RULES,
        Object.entries<Endpoint>(endpoints).map(([name, { method, path, access }]) => [
          name,
          method,
          path,
          access,
        ]),
      ]),
      settings: hashOf(configRules.map(({ names, says }) => [names, says])),
      alerts: hashOf(alerts),
      objectives: hashOf([SLOS, BURN_RATES]),
      presets: hashOf(presets),
      probes: hashOf(PROBES),
    },
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
