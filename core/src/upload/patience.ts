import { Problem, type ProblemCode } from '../problem.ts';

/** What the pauses between tries need from the platform; both can be still in tests. */
export interface PatienceTools {
  /** From 0 up to and without 1. */
  random(): number;
  /** Resolves after the time, or earlier when something tells that a new try is worth it; rejects on abort. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/**
 * Milliseconds before the next try after so many failures in a row: doubling, bounded, and scattered over the
 * upper half, so that a hall full of phones does not come back at one instant.
 */
export function pauseAfter(failures: number, random: () => number): number {
  const longest = Math.min(FIRST_PAUSE * 2 ** Math.min(failures - 1, 16), LONGEST_PAUSE);
  return Math.round(longest * (0.5 + random() / 2));
}

/** Whose end only time or somebody else can bring, although the table says that trying alone does not help. */
const PASSING = new Set<string>(['unauthenticated', 'signed-out', 'session-expired', 'rate-limited']);

/** Whether the same request may succeed later: the connection, the server, its disk, a token, a limit of rate. */
export function mayPass(problem: Problem): boolean {
  const { status, retry } = problem.entry;
  return retry || status >= 500 || [401, 408, 425, 429].includes(status) || PASSING.has(problem.code);
}

/** Whether a smaller request may succeed: a proxy with a limit of its own. */
export function isTooMuchAtOnce(code: ProblemCode): boolean {
  return code === 'request-too-large';
}

export function toProblemOfSending(error: unknown): Problem {
  // What the platform throws for a broken connection has no code of ours.
  return error instanceof Problem ? error : new Problem('server-unreachable', undefined, { cause: error });
}

/** Waits, and rejects with the reason of the signal. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
