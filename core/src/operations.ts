import { z } from 'zod';
import { StageName } from './stage-run.ts';

/** Half of what was measured is below `p50`, all but one in twenty below `p95`; in seconds. */
export const Spread = z.object({ p50: z.number().nonnegative(), p95: z.number().nonnegative() });
export type Spread = z.infer<typeof Spread>;

/** How a stage is doing: now, and over the last hours. */
export const StageFacts = z.object({
  stage: StageName,
  waiting: z.int().nonnegative(),
  running: z.int().nonnegative(),
  /** Age of the oldest try that waits; 0 where none does. */
  oldestWaitingSeconds: z.number().nonnegative(),
  /** Since the running try that came on least recently came on; 0 where none runs. */
  stillSeconds: z.number().nonnegative(),
  succeeded: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Absent where nothing ran. */
  wait: Spread.optional(),
  run: Spread.optional(),
  /** Why tries failed, the most frequent first. */
  failures: z.array(z.object({ reason: z.string(), title: z.string(), count: z.int().positive() })),
});
export type StageFacts = z.infer<typeof StageFacts>;

/** Something of which a person on call is told. */
export const AlertFacts = z.object({
  id: z.uuid(),
  name: z.string(),
  severity: z.enum(['page', 'ticket']),
  stage: z.string().optional(),
  summary: z.string(),
  /** What a student notices meanwhile. */
  effect: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** The page that says what to do; its text where this server has it. */
  runbook: z.object({ path: z.string(), text: z.string().optional() }),
});
export type AlertFacts = z.infer<typeof AlertFacts>;

/** A promise, and how much of what it allows to go wrong is used up. */
export const ObjectiveFacts = z.object({
  id: z.string(),
  title: z.string(),
  /** Share of events that must be good. */
  objective: z.number(),
  good: z.int().nonnegative(),
  bad: z.int().nonnegative(),
  /** Share of the budget that is left: 1 for no bad event, below 0 where the promise is broken. */
  budgetLeft: z.number(),
});
export type ObjectiveFacts = z.infer<typeof ObjectiveFacts>;

/** A run of something that the system does for itself. */
export const UpkeepFacts = z.object({
  startedAt: z.iso.datetime(),
  outcome: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  seconds: z.number().nonnegative().optional(),
  /** The stage at which a canary stopped, or what failed. */
  stoppedAt: z.string().optional(),
});
export type UpkeepFacts = z.infer<typeof UpkeepFacts>;

/** What whoever is on call looks at first. Counts, times and codes; nothing of what students recorded. */
export const Operations = z.object({
  at: z.iso.datetime(),
  release: z.object({ version: z.string(), commit: z.string() }),
  /** How far back counts and spreads look, in hours; objectives look back their own days. */
  hours: z.number(),
  objectiveDays: z.number(),
  stages: z.array(StageFacts),
  alerts: z.object({ firing: z.array(AlertFacts), past: z.array(AlertFacts) }),
  objectives: z.array(ObjectiveFacts),
  /** Whether each can be used. */
  parts: z.record(z.string(), z.enum(['ok', 'failing'])),
  workers: z.array(
    z.object({ id: z.uuid(), version: z.string(), startedAt: z.iso.datetime(), seenAt: z.iso.datetime() }),
  ),
  openDeadLetters: z.int().nonnegative(),
  /** Share of the disk with the data folder that is free. */
  diskFree: z.number(),
  canary: z.object({ everyMinutes: z.number(), runs: z.array(UpkeepFacts) }),
  backup: z.object({
    everyMinutes: z.number(),
    ageSeconds: z.number().optional(),
    runs: z.array(UpkeepFacts),
  }),
});
export type Operations = z.infer<typeof Operations>;
