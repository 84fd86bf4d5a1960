import type { Client } from '@pegasus/core/client.ts';
import type { PostgresServer } from '../../../fixtures/servers/postgres.ts';
import type { Sinks } from '../../prometheus/sinks.ts';
import type { Stack } from '../../stack/stack.ts';
import type { Door } from '../../torture/door.ts';
import type { PretendProvider } from './pretend-provider.ts';

export type FaultKind = 'fail' | 'slow' | 'hang';

/** The product as it runs for many, watched by a real Prometheus, with whoever is on call listening. */
export interface Bench {
  stack: Stack;
  postgres: PostgresServer;
  doors: { postgres: Door; s3: Door };
  sinks: Sinks;
  provider: PretendProvider;
  /** How many times as fast as in production everything is judged. */
  factor: number;
  /** The folder with the data of the processes, on a small disk of its own. */
  data: string;
  client: Client;
  /** Lets a stage or the disk have this fault until it is taken back. */
  setFault(name: string, fault: string | undefined): Promise<void>;
  /** Runs a statement on the server itself, past the door. */
  onServer(statement: string): Promise<void>;
  /** Hands in as many lectures and waits for none. */
  handIn(count: number): Promise<string[]>;
  /** Puts a worker that asks the pretended provider in place of the other, or takes it back. */
  useProvider(on: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** One fault, and what whoever is on call must hear of it. */
export interface FaultCase {
  component: string;
  kind: FaultKind;
  expect: { alert: string; stage?: string; provider?: string };
  /** What has to be there before it can begin; its time does not count. */
  prepare?(bench: Bench): Promise<void>;
  /** Begins it; what is given back ends it. */
  inject(bench: Bench): Promise<() => Promise<void>>;
}

export const nameOf = ({ component, kind }: FaultCase): string => `${component}-${kind}`;
