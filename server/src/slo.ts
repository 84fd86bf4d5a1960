import type { StageName } from '@pegasus/core/stage-run.ts';

/** Days over which an objective is judged. */
export const SLO_DAYS = 30;

/**
 * A promise about the share of good events. Events are counted where they happen, as
 * `pegasus_objective_events_total{objective, verdict}`; rules, alerts, panels and documents follow from here.
 */
export interface Slo {
  id: string;
  title: string;
  /** Share of events that must be good. */
  objective: number;
  /** What is counted, and what makes an event bad. */
  about: string;
  /** Where to look first when it is missed. */
  stage: StageName | 'all';
}

/** Seconds from accepted to ready for an hour of lecture; a shorter one has as long. */
export const READY_SECONDS_PER_HOUR = 15 * 60;
/** Seconds from Stop to ready for a lecture that was recorded live. */
export const LIVE_READY_SECONDS = 60;

export const SLOS = [
  {
    id: 'ingest-success',
    title: 'Ingest succeeds',
    objective: 0.995,
    about: 'Lectures whose ingest ended for good, without those that were refused for what was handed in.',
    stage: 'ingest',
  },
  {
    id: 'generate-success',
    title: 'Generate succeeds',
    objective: 0.99,
    about: 'Lectures whose generate ended for good; thin material is no failure.',
    stage: 'generate',
  },
  {
    id: 'ready-in-time',
    title: 'Ready in time',
    objective: 0.95,
    about:
      'Lectures that became ready: within 15 minutes from accepted for each hour of lecture, 15 at least.',
    stage: 'all',
  },
  {
    id: 'live-ready-in-time',
    title: 'Ready soon after Stop',
    objective: 0.95,
    about:
      'Lectures that arrived while they were recorded and became ready: within 60 seconds from Stop. What was recorded without a network and handed in later is none of them.',
    stage: 'transcribe',
  },
] as const satisfies readonly Slo[];

export type ObjectiveId = (typeof SLOS)[number]['id'];

/**
 * How fast the budget of 30 days burns, judged over a long window and confirmed over a short one, so that an
 * alert comes soon and ends soon. Factors and windows as in the Site Reliability Workbook, chapter 5.
 */
export const BURN_RATES = [
  { speed: 'fast', factor: 14.4, long: 3600, short: 300, severity: 'page' },
  { speed: 'steady', factor: 6, long: 6 * 3600, short: 1800, severity: 'page' },
  { speed: 'slow', factor: 1, long: 3 * 86_400, short: 6 * 3600, severity: 'ticket' },
] as const;

/** Whether a lecture became ready soon enough, from its length and what it took, both in seconds. */
export function isReadyInTime(lectureSeconds: number, tookSeconds: number): boolean {
  return tookSeconds <= READY_SECONDS_PER_HOUR * Math.max(1, lectureSeconds / 3600);
}
