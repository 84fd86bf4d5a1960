import type { DecodeOutcome } from './decode-verdict.ts';

/** How the decoding child tells its parent what it found. Every other status is a crash. */
export const EXIT_STATUS = {
  finished: 0,
  unreadable: 64,
  'without-audio': 65,
  'too-long': 66,
  'out-of-memory': 67,
} as const satisfies Partial<Record<DecodeOutcome, number>>;
