import type { ColumnType } from 'kysely';
import type { Json, Moment } from './tables.ts';

/**
 * - `claimed`: somebody is about to write it, or was when the process died
 * - `kept`: there, with this hash
 * - `leaving`: nothing needs it any more; the row goes when the object is gone
 * - `left`: removed by retention; the row stays to say so
 * - `orphaned`: seen in the store with no row that asked for it
 */
export type ObjectState = 'claimed' | 'kept' | 'leaving' | 'left' | 'orphaned';
export type ObjectFault = 'damaged' | 'missing';

/** The books of the store: a row for every object, written before the object is. */
export interface KeptObjects {
  key: string;
  /** Null where it belongs to the system, or its owner is gone. */
  owner_id: string | null;
  lecture_id: string | null;
  /** What its key says that it is: `recording`, `sound`, `export` and so on. */
  kind: string;
  state: ObjectState;
  bytes: ColumnType<string | number | null, number | null | undefined, number | null>;
  sha256: string | null;
  fault: ObjectFault | null;
  claimed_at: Moment;
  kept_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  verified_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  left_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** When the object of a row that is `left` was really gone. */
  removed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export type UpkeepOutcome = 'running' | 'succeeded' | 'failed' | 'interrupted';

/** A failure within a run that did not stop it: of what, and the code of the problem. */
export interface UpkeepFailure {
  what: string;
  subject: string;
  code: string;
}

/** What the system did for itself. */
export interface UpkeepRuns {
  id: string;
  task: string;
  started_at: Moment;
  heartbeat_at: Moment;
  finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  outcome: UpkeepOutcome;
  counts: Json<Record<string, number>>;
  failures: Json<UpkeepFailure[]>;
}

export type AuditActor = 'owner' | 'operator' | 'system';
export type AuditKind = 'lecture' | 'course' | 'account';

/** Who deleted or restored what: ids and counts, never content. */
export interface AuditEntries {
  id: string;
  at: Moment;
  actor: AuditActor;
  actor_id: string | null;
  action: 'delete' | 'restore';
  kind: AuditKind;
  subject_id: string;
  counts: Json<Record<string, number>>;
}
