import type { Condition } from './expression.ts';
import type { Labels } from './history.ts';

/** What is broken, in the class by which a person on call first decides where to look. */
export const CAUSES = [
  'stage',
  'queue',
  'worker',
  'provider',
  'database',
  'storage',
  'disk',
  'backup',
  'keeping',
  'canary',
  'objective',
  'watching',
] as const;
export type Cause = (typeof CAUSES)[number];

/** One thing of which a person on call must be told: the definition from which rule and notifier are made. */
export interface Alert {
  name: `Pegasus${string}`;
  /** `page` wakes somebody, `ticket` waits for the morning, `watchdog` must always be heard. */
  severity: 'page' | 'ticket' | 'watchdog';
  cause: Cause;
  /** Labels beside those for which the condition holds. */
  labels?: Labels;
  condition: Condition;
  /** Seconds for which the condition must hold before anybody is told. */
  forSeconds: number;
  /** One sentence; `{stage}` stands for the label of that name. */
  summary: string;
  /** Causes of which nobody is told while this one fires: they follow from it. */
  silences?: readonly Cause[];
  /** What a student notices meanwhile. */
  effect: string;
  /** Invented courses of the figures, with what must be heard when: each evaluator is held to them. */
  scenarios: readonly Scenario[];
}

/** A stretch of values: `times` of them after the first, each `by` more than the one before. */
export interface Stretch {
  from: number;
  by: number;
  times: number;
}

export interface Scenario {
  title: string;
  /** Seconds between two points. */
  every: number;
  /** Figures by the name of their series; stretches follow each other, `gap` is as many missing points. */
  series: readonly { name: string; labels: Labels; values: readonly (Stretch | { gap: number })[] }[];
  /** What is firing at a moment, in seconds from the beginning, by its labels. */
  expect: readonly { at: number; firing: readonly Labels[] }[];
}

/** The page that says what to do. */
export function runbookOf({ name }: Pick<Alert, 'name'>): string {
  const words = name.replace(/^Pegasus/, '').replace(/([a-z])([A-Z])/g, '$1-$2');
  return `ops/runbooks/${words.toLowerCase()}.md`;
}

/** The sentence of an alert for the labels for which it fires. */
export function sentenceOf({ summary }: Pick<Alert, 'summary'>, labels: Labels): string {
  return summary.replaceAll(/\{(\w+)\}/g, (_, label: string) => labels[label] ?? 'unknown');
}
