import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import type { ProcessEnd } from './decode-process.ts';
import type { DecodeLimits } from './define.ts';

/** What a decoder's exit status says, in words that all decoders share. */
export type DecodeOutcome =
  | 'finished'
  | 'unreadable'
  | 'without-audio'
  | 'too-long'
  | 'out-of-memory'
  | 'crashed';

export interface DecodeFacts {
  outcome: DecodeOutcome;
  end: ProcessEnd;
}

interface Verdict {
  when(facts: DecodeFacts): boolean;
  code: ProblemCode;
  detail?: (limits: DecodeLimits, facts: DecodeFacts) => string;
}

/** The first row that fits decides; when none does, the sound that came out is good. */
const VERDICTS: readonly Verdict[] = [
  {
    when: ({ outcome, end }) => end.stopped === 'too-much' || outcome === 'too-long',
    code: 'recording-too-long',
    detail: (limits) => `At most ${formatLength(limits.maxSeconds)} are accepted.`,
  },
  {
    when: ({ end }) => end.stopped === 'deadline',
    code: 'decoder-failed',
    detail: (limits) => `It was ended after ${limits.maxWallSeconds} seconds of work.`,
  },
  {
    when: ({ outcome }) => outcome === 'out-of-memory',
    code: 'decoder-failed',
    detail: (limits) => `It wanted more than its ${limits.maxMemoryMegabytes} MiB of memory.`,
  },
  {
    when: ({ end }) => end.signal !== null,
    code: 'decoder-failed',
    detail: (_limits, { end }) => `It was ended by ${end.signal}.`,
  },
  {
    when: ({ outcome }) => outcome === 'crashed',
    code: 'decoder-failed',
    detail: (_limits, { end }) => `It ended with status ${end.exitCode}.`,
  },
  { when: ({ outcome }) => outcome === 'without-audio', code: 'recording-without-audio' },
  // A recording that breaks off is worth what came before the break.
  { when: ({ outcome, end }) => outcome === 'unreadable' && end.bytes === 0, code: 'recording-unreadable' },
  {
    when: ({ end }) => end.bytes === 0,
    code: 'recording-without-audio',
    detail: () => 'It is zero seconds long.',
  },
];

/** Throws the Problem that the facts amount to, with the decoder's own words as its cause. */
export function judge(facts: DecodeFacts, limits: DecodeLimits): void {
  const verdict = VERDICTS.find(({ when }) => when(facts));
  if (!verdict) return;
  const cause = facts.end.complaint ? new Error(facts.end.complaint) : undefined;
  throw new Problem(verdict.code, verdict.detail?.(limits, facts), { cause });
}

function formatLength(seconds: number): string {
  if (seconds >= 7200) return `${Math.round(seconds / 360) / 10} hours`;
  if (seconds >= 120) return `${Math.round(seconds / 60)} minutes`;
  return `${seconds} seconds`;
}
