import type { DeadLetter, DeadLetterState } from '@pegasus/core/dead-letter.ts';
import { Problem, type ProblemDocument } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Query } from './open.ts';
import { isAfter, type Page, type PageRequest, readCursor, toPage } from './page.ts';

function selectLetters(query: Query) {
  return query
    .selectFrom('dead_letters')
    .leftJoin('stage_runs', 'stage_runs.replay_of', 'dead_letters.id')
    .selectAll('dead_letters')
    .select('stage_runs.id as replay_run_id');
}

type LetterRow = Awaited<ReturnType<ReturnType<typeof selectLetters>['execute']>>[number];

function toLetter(row: LetterRow): DeadLetter {
  return {
    id: row.id,
    ownerId: row.owner_id,
    lectureId: row.lecture_id,
    presetId: row.preset_id,
    stage: row.stage,
    attempts: row.attempts,
    problem: row.problem,
    input: row.input,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    ...(row.settled_at ? { settledAt: row.settled_at.toISOString() } : {}),
    ...(row.replay_run_id ? { replayRunId: row.replay_run_id } : {}),
  };
}

export interface NewDeadLetter {
  id: string;
  ownerId: string;
  lectureId: string;
  presetId: string;
  stage: StageName;
  attempts: number;
  problem: ProblemDocument;
  at: Date;
}

/** Keeps the work that is given up. Part of the transaction that ends its last try. */
export async function insertDeadLetter(transaction: Query, letter: NewDeadLetter): Promise<void> {
  await transaction
    .insertInto('dead_letters')
    .values({
      id: letter.id,
      owner_id: letter.ownerId,
      lecture_id: letter.lectureId,
      preset_id: letter.presetId,
      stage: letter.stage,
      attempts: letter.attempts,
      problem: JSON.stringify(letter.problem),
      input: JSON.stringify({ lectureId: letter.lectureId, presetId: letter.presetId }),
      state: 'open',
      created_at: letter.at.toISOString(),
    })
    .execute();
}

export async function listDeadLetters(
  query: Query,
  page: PageRequest & { state: DeadLetterState; stage?: StageName | undefined },
): Promise<Page<DeadLetter>> {
  const after = readCursor(page.cursor);
  let select = selectLetters(query)
    .where('dead_letters.state', '=', page.state)
    .orderBy('dead_letters.created_at', 'desc')
    .orderBy('dead_letters.id')
    .limit(page.limit + 1);
  if (page.stage) select = select.where('dead_letters.stage', '=', page.stage);
  if (after) {
    select = select.where(isAfter(after, 'dead_letters'));
  }
  return toPage((await select.execute()).map(toLetter), page.limit);
}

/** Ids of the oldest open letters. */
export async function oldestOpenLetters(
  query: Query,
  limit: number,
  stage: StageName | undefined,
): Promise<string[]> {
  let select = query
    .selectFrom('dead_letters')
    .select('id')
    .where('state', '=', 'open')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit);
  if (stage) select = select.where('stage', '=', stage);
  return (await select.execute()).map(({ id }) => id);
}

/** Throws Problem `not-found`. */
export async function getDeadLetter(query: Query, letterId: string): Promise<DeadLetter> {
  const row = await selectLetters(query).where('dead_letters.id', '=', letterId).executeTakeFirst();
  if (!row) throw new Problem('not-found', 'There is no such dead letter.');
  return toLetter(row);
}

/** Ends an open letter. False when somebody else did. */
export async function settleDeadLetter(
  transaction: Query,
  letterId: string,
  state: 'replayed' | 'discarded',
  at: Date,
): Promise<boolean> {
  const row = await transaction
    .updateTable('dead_letters')
    .set({ state, settled_at: at.toISOString() })
    .where('id', '=', letterId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends the open letters of a lecture because its owner decided: it is tried again, or made anew. */
export async function settleLettersOf(
  transaction: Query,
  lectureId: string,
  state: 'replayed' | 'discarded',
  at: Date,
): Promise<{ id: string; stage: StageName; preset_id: string }[]> {
  return transaction
    .updateTable('dead_letters')
    .set({ state, settled_at: at.toISOString() })
    .where('lecture_id', '=', lectureId)
    .where('state', '=', 'open')
    .returning(['id', 'stage', 'preset_id'])
    .execute();
}
