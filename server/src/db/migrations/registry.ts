import type { Migration } from 'kysely/migration';
import { beginning } from './0001-beginning.ts';
import { threads } from './0002-threads.ts';
import { keeping } from './0004-keeping.ts';

/** In order. A name never changes once it was released: the database remembers it. */
export const migrations: Record<string, Migration> = {
  '0001-beginning': beginning,
  '0002-threads': threads,
  '0004-keeping': keeping,
};
