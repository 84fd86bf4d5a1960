import type { AuditActor, AuditKind } from './keeping-tables.ts';
import type { Query } from './open.ts';

export interface AuditEntry {
  id: string;
  at: Date;
  actor: AuditActor;
  actorId?: string | undefined;
  action: 'delete' | 'restore';
  kind: AuditKind;
  subjectId: string;
  counts: Record<string, number>;
}

export async function insertAuditEntry(query: Query, entry: AuditEntry): Promise<void> {
  await query
    .insertInto('audit_entries')
    .values({
      id: entry.id,
      at: entry.at.toISOString(),
      actor: entry.actor,
      actor_id: entry.actorId ?? null,
      action: entry.action,
      kind: entry.kind,
      subject_id: entry.subjectId,
      counts: JSON.stringify(entry.counts),
    })
    .execute();
}

/** Whether the last that is known of a lecture, course or account is that it was deleted. */
export async function deletedLast(query: Query, subjectId: string): Promise<boolean> {
  const row = await query
    .selectFrom('audit_entries')
    .select('action')
    .where('subject_id', '=', subjectId)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.action === 'delete';
}

/** Newest first. */
export async function listAuditEntries(query: Query, limit: number): Promise<AuditEntry[]> {
  const rows = await query
    .selectFrom('audit_entries')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ actor_id, subject_id, ...row }) => ({
    ...row,
    ...(actor_id ? { actorId: actor_id } : {}),
    subjectId: subject_id,
  }));
}
