import { sql } from 'kysely';
import { readCatalog } from './catalog.ts';
import type { Query } from './open.ts';
import type { Tables } from './tables.ts';

/**
 * How the rows of a table go. A new table without a rule does not compile, and a table of the database that
 * is not listed here, or that does not go as its rule says, fails a test.
 */
export type ErasureRule =
  | {
      /** The column that says whose a row is. */
      owner: string;
      /** The column that says of which lecture or course it is; its rows go with that by foreign key. */
      lecture?: string;
      course?: string;
      /** For what goes with an account in another way than by a plain delete. */
      how?: 'marked';
    }
  | { stays: string };

export const ERASURE: Record<keyof Tables, ErasureRule> = {
  users: { owner: 'id' },
  courses: { owner: 'owner_id', course: 'id' },
  lectures: { owner: 'owner_id', lecture: 'id' },
  recordings: { owner: 'owner_id', lecture: 'lecture_id' },
  ingested: { owner: 'owner_id', lecture: 'lecture_id' },
  transcripts: { owner: 'owner_id', lecture: 'lecture_id' },
  artifacts: { owner: 'owner_id', lecture: 'lecture_id' },
  exports: { owner: 'owner_id', lecture: 'lecture_id' },
  made_exports: { owner: 'owner_id', lecture: 'lecture_id' },
  shares: { owner: 'owner_id', lecture: 'lecture_id' },
  stage_runs: { owner: 'owner_id', lecture: 'lecture_id' },
  lecture_mentions: { owner: 'owner_id', lecture: 'lecture_id' },
  lecture_changes: { owner: 'owner_id', lecture: 'lecture_id' },
  threads: { owner: 'owner_id', course: 'course_id' },
  thread_occurrences: { owner: 'owner_id', lecture: 'lecture_id' },
  thread_updates: { owner: 'owner_id', lecture: 'lecture_id' },
  reviews: { owner: 'owner_id', lecture: 'lecture_id' },
  item_schedules: { owner: 'owner_id', lecture: 'lecture_id' },
  edits: { owner: 'owner_id', lecture: 'lecture_id' },
  passages: { owner: 'owner_id', lecture: 'lecture_id' },
  lecture_words: { owner: 'owner_id', lecture: 'lecture_id' },
  // Its words go when the last lecture that has them goes, by a trigger.
  course_words: { owner: 'owner_id', course: 'course_id' },
  idempotency_keys: { owner: 'owner_id' },
  dead_letters: { owner: 'owner_id', lecture: 'lecture_id' },
  objects: { owner: 'owner_id', lecture: 'lecture_id', how: 'marked' },
  accounts: { owner: 'owner_id' },
  account_identities: { owner: 'owner_id' },
  account_links: { owner: 'owner_id' },
  sessions: { owner: 'owner_id' },
  passkeys: { owner: 'owner_id' },
  spent_challenges: { owner: 'owner_id' },
  rate_limits: { stays: 'Counts under hashes, gone within the hour; names no person.' },
  uploads: { owner: 'owner_id', lecture: 'lecture_id', course: 'course_id' },
  upload_pieces: { owner: 'owner_id' },
  live_transcripts: { owner: 'owner_id' },
  live_segments: { owner: 'owner_id' },
  lecture_moments: { owner: 'owner_id', lecture: 'lecture_id' },
  workers: { stays: 'Which processes work; names no person.' },
  process_figures: { stays: 'What processes tell of themselves; names no person.' },
  alert_notices: { stays: 'What was wrong with the server and when; names no person.' },
  alert_messages: { stays: 'Which alert was told, and when; names no person.' },
  upkeep_runs: { stays: 'What the system did for itself; names no person.' },
  audit_entries: { stays: 'Says that something was deleted, by ids and counts; holds no content.' },
};

/** How many rows of each table belong to these lectures; tables with none are left out. */
export async function countLectureRows(
  query: Query,
  lectureIds: readonly string[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  if (lectureIds.length === 0) return counts;
  for (const [table, rule] of Object.entries(ERASURE)) {
    if ('stays' in rule || rule.lecture === undefined) continue;
    const { rows } = await sql<{ rows: string }>`
      select count(*) as rows from ${sql.table(table)}
      where ${sql.ref(rule.lecture)} = any (${sql.val(lectureIds)}::uuid[])`.execute(query);
    const found = Number(rows[0]?.rows ?? 0);
    if (found > 0) counts[table] = found;
  }
  return counts;
}

/** Marks every object of these lectures as leaving and forgets whose they were. Gives back their keys. */
export async function releaseLectureObjects(query: Query, lectureIds: readonly string[]): Promise<string[]> {
  if (lectureIds.length === 0) return [];
  const rows = await query
    .updateTable('objects')
    .set({ state: 'leaving', fault: null, owner_id: null, lecture_id: null })
    .where('lecture_id', 'in', lectureIds)
    .returning('key')
    .execute();
  return rows.map(({ key }) => key);
}

/** Deletes every row of an owner, children first, the owner last. Gives back how many of each table. */
export async function eraseOwner(transaction: Query, ownerId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of (await readCatalog(transaction)).toReversed()) {
    const rule = ERASURE[name as keyof Tables];
    if (!rule) throw new Error(`There is no rule for how the rows of ${name} go.`);
    if ('stays' in rule) continue;
    const theirs = sql`where ${sql.ref(rule.owner)} = ${ownerId}`;
    const { numAffectedRows } = await (rule.how === 'marked'
      ? sql`update objects set state = 'leaving', fault = null, owner_id = null, lecture_id = null ${theirs}`
      : sql`delete from ${sql.table(name)} ${theirs}`
    ).execute(transaction);
    if (numAffectedRows) counts[name] = Number(numAffectedRows);
  }
  return counts;
}
