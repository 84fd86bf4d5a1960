import type { Query } from './open.ts';

/** Who owns everything on one's own machine, where nobody logs in. */
export const LOCAL_USER_ID = '00000000-0000-4000-8000-000000000001';

export async function ensureLocalUser(query: Query): Promise<void> {
  await ensureUser(query, { id: LOCAL_USER_ID, name: 'Local user' });
}

export async function ensureUser(query: Query, user: { id: string; name: string }): Promise<void> {
  await query
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
