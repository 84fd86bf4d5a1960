import type { ColumnType } from 'kysely';
import type { Json, Moment } from './tables.ts';

type Later = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export interface OnCallTables {
  /** What each process last told of itself, for alerts that look at all of them. */
  process_figures: {
    process_id: string;
    part: string;
    at: Moment;
    samples: Json<{ name: string; labels: Record<string, string>; value: number }[]>;
  };
  /** An alert for one set of labels, from when it fired until it was over. */
  alert_notices: {
    id: string;
    /** Name and labels; of one key only one is open. */
    key: string;
    name: string;
    labels: Json<Record<string, string>>;
    severity: 'page' | 'ticket';
    since: Moment;
    /** When a process last saw it firing. */
    seen_at: Moment;
    resolved_at: Later;
  };
  /** A message of it that is to go out, went out, or was given up. */
  alert_messages: {
    id: string;
    notice_id: string;
    status: 'firing' | 'resolved';
    way: 'webhook' | 'mail';
    tries: ColumnType<number, number | undefined, number>;
    due_at: Moment;
    sent_at: Later;
    given_up_at: Later;
  };
}
