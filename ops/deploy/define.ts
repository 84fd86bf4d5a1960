import { DRAIN_SECONDS, GRACE_SECONDS, type Probe, WORKER_STOP_SECONDS } from '@pegasus/server/probes.ts';

export interface DeployFile {
  /** From the root of the project. */
  path: string;
  text: string;
}

export type Part = 'api' | 'worker';

/** One kind of process of the product, as every platform runs it. */
export interface PartShape {
  command: Part;
  about: string;
  /** Where it listens; a worker tells only health and figures there. */
  port: number;
  /** How long a platform waits after it told it to stop. */
  graceSeconds: number;
  /** What it needs at least and may take at most: cores and MB. */
  needs: { cpu: number; memory: number };
  most: { cpu: number; memory: number };
  settings: Readonly<Record<string, string>>;
}

/** Where the release lies, and where a process may write. */
export const HOME = '/opt/pegasus';
export const DATA = '/var/lib/pegasus';
export const NODE = `${HOME}/bin/node`;
export const PROGRAM = `${HOME}/server/bin/pegasus.mjs`;
export const USER_ID = 10_001;

/** Largest body that a proxy lets through: one megabyte more than the server itself refuses, so that it says why. */
export const MOST_BODY_MEGABYTES = 4097;
/** A recording in pieces may rest for as long between two; live events say something more often. */
export const PROXY_IDLE_SECONDS = 150;

/** The example's own names, to be replaced; nothing else of the files has to be. */
export const HOST = 'pegasus.example.org';

const COMMON = { PEGASUS_DATA: DATA, PEGASUS_ACCOUNTS: 'on', PEGASUS_PUBLIC_URL: `https://${HOST}` };

export const PARTS: Readonly<Record<Part, PartShape>> = {
  api: {
    command: 'api',
    about: 'Pegasus, API and app',
    port: 4600,
    graceSeconds: GRACE_SECONDS.api,
    needs: { cpu: 0.25, memory: 384 },
    most: { cpu: 2, memory: 1024 },
    settings: {
      ...COMMON,
      PEGASUS_APP: 'built',
      PEGASUS_PORT: '4600',
      PEGASUS_DRAIN_SECONDS: String(DRAIN_SECONDS),
    },
  },
  worker: {
    command: 'worker',
    about: 'Pegasus, worker',
    port: 4601,
    graceSeconds: GRACE_SECONDS.worker,
    needs: { cpu: 1, memory: 1024 },
    most: { cpu: 2, memory: 2048 },
    settings: {
      ...COMMON,
      PEGASUS_WORKER_PORT: '4601',
      PEGASUS_STOP_SECONDS: String(WORKER_STOP_SECONDS),
      PEGASUS_DATABASE_CONNECTIONS: '3',
    },
  },
};

/** Secrets by the name of their file; each setting gets its path. */
export const SECRETS: Readonly<Record<string, string>> = {
  'database-url': 'PEGASUS_DATABASE_URL',
  'storage-access-key': 'PEGASUS_STORAGE_ACCESS_KEY',
  'storage-secret-key': 'PEGASUS_STORAGE_SECRET_KEY',
  'session-secret': 'PEGASUS_SECRET',
  'metrics-token': 'PEGASUS_METRICS_TOKEN',
};

export function secretFiles(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SECRETS).map(([file, setting]) => [`${setting}_FILE`, `${folder}/${file}`]),
  );
}

/** The words that ask a part for its health from beside it. */
export function probeWords(part: Part, probe: Probe): string[] {
  const url = `http://127.0.0.1:${PARTS[part].port}${probe.path}`;
  return [NODE, `${HOME}/server/bin/probe.mjs`, url, String(probe.timeoutSeconds)];
}

/** By what Kubernetes knows which objects belong to a part. */
export const labels = (part: Part) => ({
  'app.kubernetes.io/name': 'pegasus',
  'app.kubernetes.io/component': part,
});
