/** What decides when a job's turn comes. */
export interface Turn {
  queuedAt: Date;
  /** How many jobs of the same owner and stage wait or run already. */
  ahead: number;
  /** Size of the recording. */
  bytes: number;
  /** Somebody waits for it right now, such as a lecture that is being recorded. */
  live?: boolean | undefined;
}

const EPOCH_MS = Date.UTC(2026, 0, 1);
/** Each job of one's own that stands before costs as much as having come an hour later. */
const SECONDS_A_TURN = 3600;
/** What a second of sound takes at 128 kbit/s, and how much of its length a recording is set back by. */
const BYTES_A_SECOND = 16_000;
const SHARE_OF_LENGTH = 0.5;
const MOST_FOR_LENGTH = 2 * 3600;
const LIVE_SECONDS = 3600;

/**
 * Larger is sooner. A job stands as if it had come at the moment it was queued, later for each of its owner's
 * before it and for its length, earlier when it is live. So nobody's hundred lectures keep another's first
 * one waiting, short ones pass long ones, and what has waited long enough passes all that came since: nothing
 * starves. (Virtual start times, as in start-time fair queueing: Goyal, Vin and Cheng 1996.)
 */
export function urgencyOf({ queuedAt, ahead, bytes, live }: Turn): number {
  const came = (queuedAt.getTime() - EPOCH_MS) / 1000;
  const length = Math.min((bytes / BYTES_A_SECOND) * SHARE_OF_LENGTH, MOST_FOR_LENGTH);
  return -Math.round(came + ahead * SECONDS_A_TURN + length - (live ? LIVE_SECONDS : 0));
}
