import { type ProblemCode, toProblem } from '@pegasus/core/problem.ts';
import { noteRemoved, objectsToRemove, releaseObjects, retireObject } from '../db/objects.ts';
import type { Services } from '../services.ts';
import { withoutBooks } from './kept-storage.ts';

type Tools = Pick<Services, 'database' | 'storage' | 'now'>;
const BATCH = 500;

/**
 * Removes what the books say must go. Whoever marks objects as leaving calls this after the commit; retention
 * calls it too, and so takes up what a process that died left. `failed` hears of what could not be removed.
 */
export async function removeLeaving(
  { database, storage, now }: Tools,
  failed: (key: string, code: ProblemCode) => void,
): Promise<number> {
  const tried = new Set<string>();
  let removed = 0;
  for (;;) {
    const rows = await objectsToRemove(database.kysely, BATCH + tried.size);
    const waiting = rows.filter(({ key }) => !tried.has(key));
    if (waiting.length === 0) return removed;
    for (const { key } of waiting) {
      try {
        await withoutBooks(storage).remove(key);
        await noteRemoved(database.kysely, key, now());
        removed++;
      } catch (error) {
        tried.add(key);
        failed(key, toProblem(error).code);
      }
    }
  }
}

/** Retention takes an object; its row stays to say so. */
export async function retire(tools: Tools, key: string): Promise<boolean> {
  if (!(await retireObject(tools.database.kysely, key, tools.now()))) return false;
  await withoutBooks(tools.storage).remove(key);
  await noteRemoved(tools.database.kysely, key, tools.now());
  return true;
}

/** Nothing needs these any more. */
export async function release({ database, storage, now }: Tools, keys: readonly string[]): Promise<void> {
  await releaseObjects(database.kysely, keys);
  for (const key of keys) {
    await withoutBooks(storage).remove(key);
    await noteRemoved(database.kysely, key, now());
  }
}
