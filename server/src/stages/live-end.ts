import { setTimeout as pause } from 'node:timers/promises';
import { isBeingHeard } from '../db/live-transcripts.ts';
import type { Services } from '../services.ts';

const LOOK_MS = 200;

/**
 * Until nobody hears this lecture live any more: whoever does is nearly at its end, and a second pass beside
 * it would hold up both. A worker that died while it heard is waited for until its lease runs out. Throws the
 * reason of the signal.
 */
export async function untilHeard(
  { database }: Pick<Services, 'database'>,
  lectureId: string,
  signal: AbortSignal,
): Promise<void> {
  while (await isBeingHeard(database.kysely, lectureId)) {
    // Rejects with an error of its own; the reason of the signal is what counts.
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}
