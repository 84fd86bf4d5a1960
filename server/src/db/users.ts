import type { Query } from './open.ts';

/** Who owns everything on one's own machine, where nobody logs in. */
export const LOCAL_USER_ID = '00000000-0000-4000-8000-000000000001';

export async function ensureLocalUser(query: Query): Promise<void> {
  await query
    .insertInto('users')
    .values({ id: LOCAL_USER_ID, name: 'Local user' })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
