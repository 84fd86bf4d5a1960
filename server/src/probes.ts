/** How a platform asks a process of the product for its health, and after how many bad answers it acts. */
export interface Probe {
  path: '/health/live' | '/health/ready' | '/health/startup';
  everySeconds: number;
  timeoutSeconds: number;
  /** Bad answers in a row before the platform acts. */
  failures: number;
}

/**
 * The one source of every platform file: containers, compose, Kubernetes, systemd, proxies. A process that has
 * not started in three minutes is started anew; one that does not answer for a minute too, for a busy one is
 * late and not dead; one that cannot work gets no more requests within ten seconds.
 */
export const PROBES = {
  startup: { path: '/health/startup', everySeconds: 2, timeoutSeconds: 2, failures: 90 },
  live: { path: '/health/live', everySeconds: 10, timeoutSeconds: 3, failures: 6 },
  ready: { path: '/health/ready', everySeconds: 3, timeoutSeconds: 2, failures: 2 },
} as const satisfies Record<string, Probe>;

/** Seconds after which a platform knows of a change that `probe` sees. */
export function noticedWithin({ everySeconds, timeoutSeconds, failures }: Probe): number {
  return everySeconds * failures + timeoutSeconds;
}

/** How long an API that is told to stop serves on, so that whoever sends requests has noticed. */
export const DRAIN_SECONDS = noticedWithin(PROBES.ready) + 2;
/** How long a worker that is told to stop lets stages finish before it hands them to another. */
export const WORKER_STOP_SECONDS = 60;
/** How long a platform waits for a process that was told to stop before it kills it. */
export const GRACE_SECONDS = { api: DRAIN_SECONDS + 120, worker: WORKER_STOP_SECONDS + 20 } as const;
