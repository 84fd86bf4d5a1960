import { isLiveWaiting, leaseLiveTranscript, releaseLeases } from '../db/live-transcripts.ts';
import type { Services } from '../services.ts';
import type { Tools } from '../stages/define.ts';
import { LEASE_MS, runLiveSession } from './live-session.ts';

const LOOK_MS = 1000;
/** After this a session makes room when another recording waits; going on costs a run through its sound. */
const TURN_MS = 120_000;

/**
 * Hears recordings while they are made, so many at once and in turns. The books are leases in the database:
 * a session of a worker that died is taken over when its lease runs out.
 */
export async function startLiveSessions(services: Services, tools: Tools) {
  const { database, config } = services;
  if (database.backend === 'pglite') await releaseLeases(database.kysely);
  const running = new Map<string, { began: number; turn: AbortController; done: Promise<void> }>();
  let stopped = false;

  async function look(): Promise<void> {
    while (!stopped && running.size < config.liveAtOnce) {
      const leaseId = services.newId();
      const lease = await leaseLiveTranscript(database.kysely, { leaseId, milliseconds: LEASE_MS });
      if (!lease) return;
      const turn = new AbortController();
      const done = runLiveSession(services, tools, lease, turn.signal)
        .catch((error) => services.log.error({ err: error, uploadId: lease.uploadId }, 'live session failed'))
        .finally(() => running.delete(leaseId));
      running.set(leaseId, { began: performance.now(), turn, done });
    }
    const longest = [...running.values()].toSorted((a, b) => a.began - b.began)[0];
    if (!longest || performance.now() - longest.began < TURN_MS) return;
    if (await isLiveWaiting(database.kysely)) {
      longest.turn.abort(new Error('It is the turn of another.'));
    }
  }

  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    try {
      await look();
    } catch (error) {
      services.log.error({ err: error }, 'live sessions could not be looked for');
    } finally {
      looking = false;
    }
  }, LOOK_MS);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      for (const { turn } of running.values()) turn.abort(new Error('The worker stops.'));
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
