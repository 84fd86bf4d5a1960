import { type Selectable, sql } from 'kysely';
import type { OnCallTables } from './on-call-tables.ts';
import type { Query } from './open.ts';

export type AlertNotice = Selectable<OnCallTables['alert_notices']>;
export type MessageWay = OnCallTables['alert_messages']['way'];
export type MessageStatus = OnCallTables['alert_messages']['status'];

export interface NewNotice {
  id: string;
  key: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  severity: 'page' | 'ticket';
  since: Date;
}

/** Messages that are to go out, one a way, each with an id of its own. */
export interface Telling {
  at: Date;
  ways: readonly MessageWay[];
  newId(): string;
}

/** Opens a notice with its messages. False when another process has opened it: then that one's is told. */
export async function openNotice(query: Query, notice: NewNotice, telling: Telling): Promise<boolean> {
  return query.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('alert_notices')
      .values({
        id: notice.id,
        key: notice.key,
        name: notice.name,
        labels: JSON.stringify(notice.labels),
        severity: notice.severity,
        since: notice.since.toISOString(),
        seen_at: telling.at.toISOString(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row) await insertMessages(transaction, notice.id, 'firing', telling);
    return row !== undefined;
  });
}

export async function listOpenNotices(query: Query): Promise<AlertNotice[]> {
  return query
    .selectFrom('alert_notices')
    .selectAll()
    .where('resolved_at', 'is', null)
    .orderBy('since')
    .orderBy('key')
    .execute();
}

/** Those that are over, newest first. */
export async function listPastNotices(query: Query, limit: number): Promise<AlertNotice[]> {
  return query
    .selectFrom('alert_notices')
    .selectAll()
    .where('resolved_at', 'is not', null)
    .orderBy('since', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** A process sees these firing now. */
export async function confirmNotices(query: Query, keys: readonly string[], at: Date): Promise<void> {
  if (keys.length === 0) return;
  await query
    .updateTable('alert_notices')
    .set({ seen_at: at.toISOString() })
    .where('key', 'in', keys)
    .where('resolved_at', 'is', null)
    .execute();
}

/** Ends a notice that nobody saw firing since a moment. False when somebody did, or it was ended before. */
export async function resolveNotice(
  query: Query,
  id: string,
  unseenSince: Date,
  telling: Telling,
): Promise<boolean> {
  return query.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('alert_notices')
      .set({ resolved_at: telling.at.toISOString() })
      .where('id', '=', id)
      .where('resolved_at', 'is', null)
      .where('seen_at', '<', unseenSince)
      .returning('id')
      .executeTakeFirst();
    if (row) await insertMessages(transaction, id, 'resolved', telling);
    return row !== undefined;
  });
}

async function insertMessages(
  query: Query,
  noticeId: string,
  status: MessageStatus,
  { at, ways, newId }: Telling,
): Promise<void> {
  if (ways.length === 0) return;
  const due = { notice_id: noticeId, status, due_at: at.toISOString() };
  await query
    .insertInto('alert_messages')
    .values(ways.map((way) => ({ id: newId(), way, ...due })))
    .execute();
}

export interface DueMessage {
  id: string;
  status: MessageStatus;
  way: MessageWay;
  /** Including this one. */
  tries: number;
  notice: AlertNotice;
}

/** Takes messages that are due; nobody else gets them until `leaseSeconds` are over. */
export async function takeDueMessages(query: Query, at: Date, leaseSeconds: number): Promise<DueMessage[]> {
  const lease = new Date(at.getTime() + leaseSeconds * 1000).toISOString();
  const taken = await query
    .updateTable('alert_messages')
    .set({ due_at: lease, tries: sql<number>`tries + 1` })
    .where('id', 'in', (from) =>
      from
        .selectFrom('alert_messages')
        .select('id')
        .where('sent_at', 'is', null)
        .where('given_up_at', 'is', null)
        .where('due_at', '<=', at)
        .orderBy('due_at')
        .limit(50)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'notice_id', 'status', 'way', 'tries'])
    .execute();
  if (taken.length === 0) return [];
  const notices = await query
    .selectFrom('alert_notices')
    .selectAll()
    .where(
      'id',
      'in',
      taken.map(({ notice_id }) => notice_id),
    )
    .execute();
  const byId = new Map(notices.map((notice) => [notice.id, notice]));
  return taken.flatMap(({ notice_id, ...message }) => {
    const notice = byId.get(notice_id);
    return notice ? [{ ...message, notice }] : [];
  });
}

export type MessageEnd = { sentAt: Date } | { againAt: Date } | { givenUpAt: Date };

export async function settleMessage(query: Query, id: string, end: MessageEnd): Promise<void> {
  const set =
    'sentAt' in end
      ? { sent_at: end.sentAt.toISOString() }
      : 'againAt' in end
        ? { due_at: end.againAt.toISOString() }
        : { given_up_at: end.givenUpAt.toISOString() };
  await query.updateTable('alert_messages').set(set).where('id', '=', id).execute();
}

/** Forgets what was over before a moment. */
export async function forgetNotices(query: Query, before: Date): Promise<void> {
  await query.deleteFrom('alert_notices').where('resolved_at', '<', before).execute();
}
