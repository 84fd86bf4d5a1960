import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import type { Query } from '../db/open.ts';
import { readUse } from '../db/use.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Whether this owner may hand in another recording of about so many bytes. Throws Problem `quota-storage`,
 * `quota-hours` or `quota-parallel`, each with what is used. Holds where accounts are on.
 */
export async function requireRoom(
  query: Query,
  config: Config,
  { ownerId, bytes, now }: { ownerId: string; bytes: number; now: Date },
): Promise<void> {
  if (config.accounts === 'off') return;
  const use = await readUse(query, ownerId, new Date(now.getTime() - DAYS * DAY_MS));
  if (use.openLectures >= config.quotaParallel)
    throw new Problem(
      'quota-parallel',
      `${use.openLectures} of ${config.quotaParallel} are being processed.`,
    );
  if (use.seconds >= config.quotaMonthlyHours * 3600)
    throw new Problem('quota-hours', `The limit is ${config.quotaMonthlyHours} hours in ${DAYS} days.`);
  if (use.bytes + bytes > config.quotaGigabytes * 1e9)
    throw new Problem('quota-storage', `The limit is ${config.quotaGigabytes} GB.`);
}
