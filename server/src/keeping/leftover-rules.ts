import { release } from './remove-objects.ts';
import type { RetentionRule } from './retention-rules.ts';

const DAY_MS = 86_400_000;
/** Nobody sends the same request again after so long. */
const IDEMPOTENCY_MS = 3 * DAY_MS;
const SETTLED_MS = 90 * DAY_MS;

/** What other parts of the product leave behind in the course of their work. */
export const leftoverRules: readonly RetentionRule[] = [
  {
    what: 'idempotency keys',
    due: async ({ database, now }, limit) => {
      const rows = await database.kysely
        .selectFrom('idempotency_keys')
        .select('token as subject')
        .where('created_at', '<', new Date(now().getTime() - IDEMPOTENCY_MS))
        .where('lease_until', '<', now())
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows;
    },
    remove: async ({ database }, { subject }) => {
      await database.kysely.deleteFrom('idempotency_keys').where('token', '=', subject).execute();
    },
  },
  {
    what: 'settled dead letters',
    due: async ({ database, now }, limit) => {
      const rows = await database.kysely
        .selectFrom('dead_letters')
        .select('id as subject')
        .where('settled_at', '<', new Date(now().getTime() - SETTLED_MS))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows;
    },
    remove: async ({ database }, { subject }) => {
      await database.kysely.deleteFrom('dead_letters').where('id', '=', subject).execute();
    },
  },
  {
    // Whoever wants one again has it made again.
    what: 'files made on request',
    due: async ({ database, config, now }, limit) => {
      const rows = await database.kysely
        .selectFrom('made_exports')
        .select('object_key as subject')
        .where('created_at', '<', new Date(now().getTime() - config.keepOldExportDays * DAY_MS))
        .orderBy('object_key')
        .limit(limit)
        .execute();
      return rows;
    },
    remove: async (services, { subject }) => {
      await services.database.kysely.deleteFrom('made_exports').where('object_key', '=', subject).execute();
      await release(services, [subject]);
    },
  },
];
