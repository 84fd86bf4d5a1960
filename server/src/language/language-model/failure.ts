import { Problem } from '@pegasus/core/problem.ts';
import { z } from 'zod';

/** How one call ended. */
export type CallOutcome = 'answered' | 'unusable' | 'failed' | 'unavailable' | 'refused' | 'cancelled';

export interface Failure {
  outcome: CallOutcome;
  problem: Problem;
  /** Whether the same call may succeed in a moment. */
  retry: boolean;
  /** What the provider asks to wait, in seconds. */
  waitSeconds?: number;
  /** Whether the provider may have done the work all the same. */
  charged: boolean;
}

/** What is read of an error of the library. Its words and its request stay there: they may hold the lecture. */
const CallError = z.object({
  name: z.string().optional(),
  statusCode: z.number().optional(),
  responseHeaders: z.record(z.string(), z.string()).optional(),
  isRetryable: z.boolean().optional(),
});
const TRANSIENT = new Set([408, 409, 425, 429]);

/** Says what a failed call means. `where` names provider and step. */
export function readFailure(error: unknown, where: string, now: number): Failure {
  const is = (
    outcome: CallOutcome,
    code: 'language-failed' | 'language-unavailable' | 'language-refused',
    what: string,
    retry: boolean,
  ): Failure => ({
    outcome,
    problem: new Problem(code, `${where}: ${what}.`),
    retry,
    charged: outcome === 'failed',
  });
  if (error instanceof Problem) {
    const problem = new Problem(error.code, `${where}: ${error.detail ?? error.entry.title}`);
    return { outcome: 'failed', problem, retry: false, charged: true };
  }
  const { data } = CallError.safeParse(error);
  const { statusCode: status, responseHeaders: headers = {}, name = 'an error' } = data ?? {};
  if (status === undefined) {
    return data?.isRetryable === true || networkCode(error) !== undefined
      ? is('unavailable', 'language-unavailable', `no connection (${networkCode(error) ?? name})`, true)
      : is('failed', 'language-failed', `the call failed (${name})`, false);
  }
  if (status >= 200 && status < 300) {
    return is('failed', 'language-failed', 'the reply is not in the form of its interface', true);
  }
  if (status >= 500 || TRANSIENT.has(status)) {
    const failure = is('unavailable', 'language-unavailable', `it answered ${status}`, true);
    const waitSeconds = readWait(headers, now);
    return waitSeconds === undefined ? failure : { ...failure, waitSeconds };
  }
  const what =
    status < 400 ? `it answered ${status}, and redirects are not followed` : `it answered ${status}`;
  return is('refused', 'language-refused', what, false);
}

/** `Retry-After` in seconds or as a date (RFC 9110), and its finer sister in milliseconds. */
function readWait(headers: Record<string, string>, now: number): number | undefined {
  const fine = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (Number.isFinite(fine)) return Math.max(0, fine / 1000);
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function networkCode(error: unknown): string | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = current.cause;
  }
  return undefined;
}
