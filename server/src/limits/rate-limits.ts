import { createHash } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';
import { CompiledQuery } from 'kysely';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config.ts';
import type { Database } from '../db/open.ts';

/** What is counted, each for the user and for the network address that it comes from. */
export type Counted = 'sign-in' | 'read' | 'write' | 'upload';

/** Too many: says how long to wait. */
export class TooMany extends Problem {
  readonly seconds: number;

  constructor(seconds: number) {
    super('too-many-requests', `Try again in ${seconds} seconds.`);
    this.seconds = seconds;
  }
}

export interface RateLimits {
  /**
   * Counts one of this kind for each of the keys, such as a user and an address. Throws TooMany when one of
   * them is used up. The counts are in the database, so all processes count together.
   */
  take(counted: Counted, keys: { user?: string | undefined; address?: string | undefined }): Promise<void>;
}

const MINUTE = 60;
/** Many people can share one address: a lecture hall, a whole university. */
const ADDRESS_TIMES = 4;
const SIGN_IN_ADDRESS_TIMES = 5;

export function createRateLimits({ kysely }: Database, config: Config): RateLimits {
  if (config.accounts === 'off') return { take: async () => {} };
  // The limiter was written for `pg`; this is all that it asks of it.
  const storeClient = {
    query: async ({ text, values = [] }: { text: string; values?: unknown[] }) => {
      const { rows } = await kysely.executeQuery(CompiledQuery.raw(text, values));
      return { rows, rowCount: rows.length };
    },
  };
  const limiter = (name: string, points: number, duration: number) =>
    new RateLimiterPostgres({
      storeClient,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      // Expired rows are swept with everything else that runs out.
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration,
    });
  const pair = (name: Counted, points: number, duration: number, times = ADDRESS_TIMES) => ({
    user: limiter(`${name}:user`, points, duration),
    address: limiter(`${name}:address`, points * times, duration),
  });
  const limiters = {
    'sign-in': pair('sign-in', config.signInsPerQuarter, 15 * MINUTE, SIGN_IN_ADDRESS_TIMES),
    read: pair('read', config.readsPerMinute, MINUTE),
    write: pair('write', config.writesPerMinute, MINUTE),
    upload: pair('upload', config.uploadsPerHour, 60 * MINUTE),
  };
  return {
    take: async (counted, keys) => {
      for (const kind of ['address', 'user'] as const) {
        const key = keys[kind];
        if (key) await consume(limiters[counted][kind], keyOf(key));
      }
    },
  };
}

/** The table names nobody: neither an e-mail address nor a network address can be read from it. */
function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new TooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
  }
}
