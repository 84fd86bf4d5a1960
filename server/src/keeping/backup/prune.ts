import { toProblem } from '@pegasus/core/problem.ts';
import type { UpkeepReport } from '../define.ts';
import { listObjects } from './back-up.ts';
import { listSets, type Manifest, readManifest } from './manifest.ts';
import type { BackupPlace } from './place.ts';

/** Sets that were never finished are left alone for so long: one may be in the making. */
const UNFINISHED_MS = 2 * 86_400_000;

/**
 * Removes sets that are older than they are kept for, and the bytes that only they needed. The newest set
 * stays whatever its age; nothing is removed while a set cannot be read, for then it is not known what it needs.
 */
export async function pruneBackups(
  place: BackupPlace,
  { keepDays, now, report }: { keepDays: number; now: Date; report: UpkeepReport },
): Promise<void> {
  const sets = await listSets(place.storage);
  const newest = sets.filter(({ finished }) => finished).at(-1)?.id;
  const old = sets.filter(({ id, finished }) => {
    const age = now.getTime() - madeAt(id);
    return id !== newest && age > (finished ? keepDays * 86_400_000 : UNFINISHED_MS);
  });
  if (old.length === 0) return;
  const needed = new Set<string>();
  for (const { id, finished } of sets) {
    if (!finished || old.some((set) => set.id === id)) continue;
    let manifest: Manifest;
    try {
      manifest = await readManifest(place.storage, id, place.key);
      for await (const { blob } of listObjects(place, manifest)) needed.add(blob);
    } catch (error) {
      report.fail('unreadable backups', id, toProblem(error).code);
      return;
    }
  }
  for (const { id } of old) {
    // Its manifest first: what is half removed must not look whole.
    await place.storage.remove(`sets/${id}/manifest.json`);
    for await (const key of place.storage.list(`sets/${id}/`)) await place.storage.remove(key);
    report.count('removed backups');
  }
  for await (const key of place.storage.list('objects/')) {
    if (needed.has(key)) continue;
    await place.storage.remove(key);
    report.count('removed copies of objects');
  }
}

/** The instant that stands in a set's id. */
function madeAt(id: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z/.exec(id) ?? [];
  return year ? Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) : Date.now();
}
