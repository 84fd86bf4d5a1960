import { Problem } from '@pegasus/core/problem.ts';
import type { Ingested } from '@pegasus/core/recording.ts';
import type { Query } from './open.ts';

export async function saveIngested(
  query: Query,
  ownerId: string,
  lectureId: string,
  ingested: Ingested,
): Promise<void> {
  const values = { owner_id: ownerId, seconds: ingested.seconds, data: JSON.stringify(ingested) };
  await query
    .insertInto('ingested')
    .values({ lecture_id: lectureId, ...values })
    .onConflict((conflict) => conflict.column('lecture_id').doUpdateSet(values))
    .execute();
}

/** Throws Problem `not-found`. */
export async function getIngested(query: Query, ownerId: string, lectureId: string): Promise<Ingested> {
  const row = await query
    .selectFrom('ingested')
    .select('data')
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  if (!row) throw new Problem('not-found', 'The recording was not ingested yet.');
  return row.data;
}
