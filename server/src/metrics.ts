import { STAGES } from '@pegasus/core/stage-run.ts';
import { SLOS } from './slo.ts';

/** One metric of the table that `docs/metrics.md`, rules and dashboards are generated from. */
export interface MetricEntry {
  kind: 'counter' | 'gauge' | 'histogram';
  help: string;
  labels: readonly string[];
  buckets?: readonly number[];
  /**
   * Series of a counter that are there from the start, at zero: a rule that asks for growth does not see the
   * first count of a series that was not there before.
   */
  from?: readonly Readonly<Record<string, string>>[];
}

function everyPair(a: string, as: readonly string[], b: string, bs: readonly string[]) {
  return as.flatMap((one) => bs.map((other) => ({ [a]: one, [b]: other })));
}

const STAGE_SECONDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600];

/** The one table of metrics. */
export const METRICS = {
  pegasus_stage_runs_total: {
    kind: 'counter',
    help: 'Stage runs that ended, by outcome: succeeded, failed, refused (for what was handed in), cancelled.',
    labels: ['stage', 'outcome'],
    from: everyPair('stage', STAGES, 'outcome', ['succeeded', 'failed', 'refused', 'cancelled']),
  },
  pegasus_stage_failures_total: {
    kind: 'counter',
    help: 'Stage runs that failed or were refused, by reason (problem code).',
    labels: ['stage', 'reason'],
    from: [{ stage: 'generate', reason: 'language-limit' }],
  },
  pegasus_stage_retries_total: {
    kind: 'counter',
    help: 'Stage runs that failed and are tried again.',
    labels: ['stage', 'reason'],
    from: STAGES.map((stage) => ({ stage, reason: 'stage-interrupted' })),
  },
  pegasus_stage_wait_seconds: {
    kind: 'histogram',
    help: 'Seconds that a stage run waited in the queue.',
    labels: ['stage'],
    buckets: STAGE_SECONDS,
  },
  pegasus_stage_run_seconds: {
    kind: 'histogram',
    help: 'Seconds that a stage run took, by outcome.',
    labels: ['stage', 'outcome'],
    buckets: STAGE_SECONDS,
  },
  pegasus_stage_open_runs: {
    kind: 'gauge',
    help: 'Stage runs that wait or run now, over all processes; read from the database at scrape.',
    labels: ['stage', 'state'],
  },
  pegasus_stage_oldest_waiting_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest waiting stage run; read from the database at scrape.',
    labels: ['stage'],
  },
  pegasus_stage_silent_seconds: {
    kind: 'gauge',
    help: 'Seconds since the quietest running stage run gave a sign of life; read from the database at scrape.',
    labels: ['stage'],
  },
  pegasus_stage_still_seconds: {
    kind: 'gauge',
    help: 'Seconds since the running stage run that came on least recently came on; read from the database at scrape.',
    labels: ['stage'],
  },
  pegasus_dead_letters_total: {
    kind: 'counter',
    help: 'Lectures that used up their retries at a stage.',
    labels: ['stage'],
    from: STAGES.map((stage) => ({ stage })),
  },
  pegasus_objective_events_total: {
    kind: 'counter',
    help: 'What the objectives are judged by, as good or bad (slo.ts).',
    labels: ['objective', 'verdict'],
    from: everyPair(
      'objective',
      SLOS.map(({ id }) => id),
      'verdict',
      ['good', 'bad'],
    ),
  },
  pegasus_ready_seconds: {
    kind: 'histogram',
    help: 'Seconds from the moment that a lecture was handed in until it was ready.',
    labels: [],
    buckets: [5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200],
  },
  pegasus_workers: {
    kind: 'gauge',
    help: 'Workers that gave a sign of life within the last half minute; read from the database at scrape.',
    labels: [],
  },
  pegasus_dependency_up: {
    kind: 'gauge',
    help: 'Whether database, queue and storage can be used from this process: 1 or 0.',
    labels: ['dependency'],
  },
  pegasus_build_info: {
    kind: 'gauge',
    help: 'Always 1: which version of which commit this process runs.',
    labels: ['version', 'commit'],
  },
  pegasus_disk_free_ratio: {
    kind: 'gauge',
    help: 'Share of the disk with the data folder that is free.',
    labels: [],
  },
  pegasus_clock_skew_seconds: {
    kind: 'gauge',
    help: 'How far the clocks of this process and of the database are apart.',
    labels: [],
  },
  pegasus_provider_requests_total: {
    kind: 'counter',
    help: 'Calls of a provider (kind: speech or language), by outcome: succeeded, failed, given-up (by us).',
    labels: ['kind', 'provider', 'outcome'],
  },
  pegasus_provider_request_seconds: {
    kind: 'histogram',
    help: 'Seconds that a call of a provider took.',
    labels: ['kind', 'provider'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300],
  },
  pegasus_provider_waiting_seconds: {
    kind: 'gauge',
    help: 'Seconds for which the oldest call of a provider that is under way waits for its answer; 0 while there is none.',
    labels: ['kind', 'provider'],
  },
  pegasus_provider_cost_total: {
    kind: 'counter',
    help: 'What calls of a language model cost, in the currency of the prices in the settings.',
    labels: ['provider'],
    from: ['openai-compatible', 'openai', 'anthropic', 'google'].map((provider) => ({ provider })),
  },
  pegasus_storage_errors_total: {
    kind: 'counter',
    help: 'Requests of the store that failed, by what was asked and why (problem code).',
    labels: ['operation', 'reason'],
    from: [{ operation: 'put', reason: 'storage-unavailable' }],
  },
  pegasus_database_connections: {
    kind: 'gauge',
    help: 'Connections of this process to the database, by what they are for and state: used, idle; waiting: who asks for one; most: how many there may be. Absent on the embedded database.',
    labels: ['pool', 'state'],
  },
  pegasus_certificate_seconds: {
    kind: 'gauge',
    help: 'Seconds until the certificate under the public address runs out; absent without https.',
    labels: [],
  },
  pegasus_lectures_total: {
    kind: 'counter',
    help: 'Lectures that reached an end (ready, thin, failed, cancelled).',
    labels: ['state'],
  },
  pegasus_recording_seconds_total: {
    kind: 'counter',
    help: 'Seconds of recordings that were transcribed.',
    labels: ['provider'],
  },
  pegasus_items_total: {
    kind: 'counter',
    help: 'Items of artifacts, by what the quality rules did with them (kept, repaired, dropped).',
    labels: ['artifact', 'decision'],
  },
  pegasus_letters_total: {
    kind: 'counter',
    help: 'Mails, by whether the mail server took them (sent, failed).',
    labels: ['outcome'],
  },
  pegasus_alert_messages_total: {
    kind: 'counter',
    help: 'Messages of alerts that the server itself sent, by way (webhook, mail) and outcome (sent, failed, given-up).',
    labels: ['way', 'outcome'],
    from: everyPair('way', ['webhook', 'mail'], 'outcome', ['sent', 'failed', 'given-up']),
  },
  pegasus_language_request_seconds: {
    kind: 'histogram',
    help: 'Seconds that a call of a language model took, by step and outcome.',
    labels: ['provider', 'step', 'outcome'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300],
  },
  pegasus_language_tokens_total: {
    kind: 'counter',
    help: 'Tokens sent to and received from a language model.',
    labels: ['provider', 'direction'],
  },
  pegasus_http_request_seconds: {
    kind: 'histogram',
    help: 'Seconds until an HTTP answer was complete.',
    labels: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  pegasus_upkeep_runs_total: {
    kind: 'counter',
    help: 'Runs of what the system does for itself, by task (retention, scrub, backup, canary) and outcome.',
    labels: ['task', 'outcome'],
    from: everyPair('task', ['retention', 'scrub', 'backup', 'canary'], 'outcome', ['succeeded', 'failed']),
  },
  pegasus_upkeep_failures_total: {
    kind: 'counter',
    help: 'Single things that failed within such a run and did not stop it.',
    labels: ['task', 'what', 'reason'],
    from: ['retention', 'scrub', 'backup', 'canary'].map((task) => ({
      task,
      what: 'run',
      reason: 'internal',
    })),
  },
  pegasus_upkeep_success_age_seconds: {
    kind: 'gauge',
    help: 'Seconds since a task last succeeded, or since the first start when it never did; read from the database at scrape.',
    labels: ['task'],
  },
  pegasus_canary_failures_total: {
    kind: 'counter',
    help: 'Canaries that did not come through, by the stage at which they stopped.',
    labels: ['stage'],
    from: STAGES.map((stage) => ({ stage })),
  },
  pegasus_retention_removed_total: {
    kind: 'counter',
    help: 'What retention removed, by what it was.',
    labels: ['what'],
  },
  pegasus_objects: {
    kind: 'gauge',
    help: 'Stored objects by kind and state (claimed, kept, leaving, left, orphaned); read from the database at scrape.',
    labels: ['kind', 'state'],
  },
  pegasus_object_bytes: {
    kind: 'gauge',
    help: 'Bytes of the kept objects by kind; read from the database at scrape.',
    labels: ['kind'],
  },
  pegasus_object_faults: {
    kind: 'gauge',
    help: 'Objects that are damaged, missing or orphaned; read from the database at scrape.',
    labels: ['fault'],
  },
  pegasus_backup_age_seconds: {
    kind: 'gauge',
    help: 'Seconds since the last backup that was made well; absent while there is none.',
    labels: [],
  },
  pegasus_backup_bytes: {
    kind: 'gauge',
    help: 'Bytes of rows and objects in the last backup that was made well.',
    labels: [],
  },
  pegasus_deletions_total: {
    kind: 'counter',
    help: 'Lectures, courses and accounts that were deleted.',
    labels: ['kind'],
  },
} as const satisfies Record<string, MetricEntry>;

export type MetricName = keyof typeof METRICS;
type NamesOf<Kind extends MetricEntry['kind']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
type Labels<Name extends MetricName> = Record<(typeof METRICS)[Name]['labels'][number], string | number>;

/** Typed by the table: a metric or label that is not in it does not compile. */
export interface Metrics {
  count<Name extends NamesOf<'counter'>>(name: Name, labels: Labels<Name>, by?: number): void;
  observe<Name extends NamesOf<'histogram'>>(name: Name, labels: Labels<Name>, value: number): void;
  /** Called before each scrape to read what only the database knows. */
  onScrape(
    read: (
      set: <Name extends NamesOf<'gauge'>>(name: Name, labels: Labels<Name>, value: number) => void,
    ) => Promise<void>,
  ): void;
  /** Prometheus text format. */
  render(): Promise<{ contentType: string; text: string }>;
  /** The same figures one by one, those of the names that are wanted. */
  samples(wanted: ReadonlySet<string>): Promise<Sample[]>;
}

/** One figure as it is told. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}
