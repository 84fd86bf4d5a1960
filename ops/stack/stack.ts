import { join } from 'node:path';
import { type Client, createClient } from '@pegasus/core/client.ts';
import { type PostgresServer, startPostgres } from '../../fixtures/servers/postgres.ts';
import { type S3Server, startS3 } from '../../fixtures/servers/s3.ts';
import { type Part, type PegasusProcess, startPegasus } from './pegasus.ts';

/** The product as it runs for many: a PostgreSQL server, an S3 store, and processes of its own. */
export interface Stack {
  postgres: PostgresServer;
  s3: S3Server;
  databaseUrl: string;
  /** What each process is set to. */
  settings: Record<string, string>;
  processes: PegasusProcess[];
  /** The part of each process that ended without being told to. */
  crashes: Part[];
  start(part: Part, over?: Record<string, string>, nodeOptions?: string): Promise<PegasusProcess>;
  /** Of the APIs in turn. */
  client(): Client;
  stop(): Promise<void>;
}

export interface StackOptions {
  root: string;
  /** An empty folder that is gone afterwards. */
  scratch: string;
  /** Folder for what the processes print. */
  evidence: string;
  apis: number;
  workers: number;
  settings?: Record<string, string>;
  /** What stands between the processes and their servers; gives the ports to use in place of theirs. */
  between?: (ports: { postgres: number; s3: number }) => Promise<{ postgres: number; s3: number }>;
}

/** Starts all of it on loopback, on free ports and in temporary folders. Throws ServerMissing. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const postgres = await startPostgres();
  const s3 = await startS3().catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  const processes: PegasusProcess[] = [];
  const crashes: Part[] = [];
  const stop = async () => {
    await Promise.allSettled(processes.map((each) => each.stop()));
    await s3.stop();
    await postgres.stop();
  };
  try {
    const databaseUrl = await postgres.createDatabase('pegasus');
    const bucket = await s3.createBucket('pegasus');
    const s3Port = Number(new URL(s3.endpoint).port);
    const ports = await options.between?.({ postgres: postgres.port, s3: s3Port });
    const settings = {
      PEGASUS_DATA: join(options.scratch, 'data'),
      PEGASUS_DATABASE_URL: databaseUrl.replace(
        `:${postgres.port}/`,
        `:${ports?.postgres ?? postgres.port}/`,
      ),
      PEGASUS_STORAGE_URL: bucket.replace(`:${s3Port}`, `:${ports?.s3 ?? s3Port}`),
      PEGASUS_STORAGE_ACCESS_KEY: s3.accessKey,
      PEGASUS_STORAGE_SECRET_KEY: s3.secretKey,
      PEGASUS_APP: 'off',
      PEGASUS_LIMIT_WRITES: '100000',
      PEGASUS_LIMIT_READS: '1000000',
      PEGASUS_LIMIT_UPLOADS: '100000',
      PEGASUS_QUOTA_PARALLEL: '10000',
      ...options.settings,
    };
    const start = async (part: Part, over: Record<string, string> = {}, nodeOptions?: string) => {
      const started = await startPegasus(part, {
        root: options.root,
        settings: { ...settings, ...over },
        log: join(options.evidence, `${part}.log`),
        ...(nodeOptions ? { nodeOptions } : {}),
      });
      processes.push(started);
      void started.child.once('exit', () => {
        const place = processes.indexOf(started);
        if (place >= 0) processes.splice(place, 1);
        if (!started.ending) crashes.push(part);
      });
      return started;
    };
    const parts: Part[] = [
      ...Array.from({ length: options.apis }, (): Part => 'api'),
      ...Array.from({ length: options.workers }, (): Part => 'worker'),
    ];
    await Promise.all(parts.map((part) => start(part)));
    let turn = 0;
    return {
      postgres,
      s3,
      databaseUrl,
      settings,
      processes,
      crashes,
      start,
      stop,
      client: () => {
        const apis = processes.filter(({ part }) => part === 'api');
        const api = apis[turn++ % Math.max(1, apis.length)];
        if (!api) throw new Error('There is no API.');
        return createClient({ baseUrl: api.address });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
