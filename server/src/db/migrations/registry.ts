import type { MarkedMigration } from '../migration-marks.ts';
import { beginning } from './0001-beginning.ts';
import { threads } from './0002-threads.ts';
import { dataPlane } from './0003-data-plane.ts';
import { keeping } from './0004-keeping.ts';
import { study } from './0005-study.ts';
import { accounts } from './0006-accounts.ts';
import { recording } from './0007-recording.ts';
import { exportsAndShares } from './0008-exports.ts';
import { operations } from './0009-operations.ts';
import { onCall } from './0010-on-call.ts';
import { passkeys } from './0011-passkeys.ts';

/** In order. A name never changes once it was released: the database remembers it. */
export const migrations: Record<string, MarkedMigration> = {
  '0001-beginning': beginning,
  '0002-threads': threads,
  '0003-data-plane': dataPlane,
  '0004-keeping': keeping,
  '0005-study': study,
  '0006-accounts': accounts,
  '0007-recording': recording,
  '0008-exports': exportsAndShares,
  '0009-operations': operations,
  '0010-on-call': onCall,
  '0011-passkeys': passkeys,
};
