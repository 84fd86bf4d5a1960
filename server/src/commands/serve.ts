import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { createHttpServer } from '../http/app.ts';
import { startOnCall } from '../on-call/start-on-call.ts';
import { openServices } from '../services.ts';
import type { BuildTools } from '../web-bundle/build.ts';
import type { WebBundle } from '../web-bundle/define.ts';
import { openBundle, readBuilt } from '../web-bundle/open.ts';
import { startWorker } from '../worker.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface Context {
  config: Config;
  terminal: Terminal;
  signal: AbortSignal;
  /** What programs are started with that build the app. */
  environment: NodeJS.ProcessEnv;
}

/** The whole product in one process: API, app, worker, database, storage, speech and generation. */
export async function runServe(context: Context): Promise<{ code: number; result: unknown }> {
  return serve(context, true);
}

/** The API and the app alone; workers run elsewhere on the same database. Throws Problem `setting-invalid`. */
export async function runApi(context: Context): Promise<{ code: number; result: unknown }> {
  if (context.config.databaseUrl === '')
    throw new Problem(
      'setting-invalid',
      'PEGASUS_DATABASE_URL: an API without a worker needs a PostgreSQL server that both use.',
    );
  return serve(context, false);
}

async function serve(
  { config, terminal, signal, environment }: Context,
  working: boolean,
): Promise<{ code: number; result: unknown }> {
  const app = await openApp(config, { say: terminal.say, signal, environment });
  const services = await openServices(config);
  try {
    const server = createHttpServer(services, { leaving: signal, ...(app ? { app } : {}) });
    const address = await server.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
        throw new Problem('port-taken', `It is port ${config.port}.`, { cause: error });
      throw error;
    });
    const worker = working ? await startWorker(services) : undefined;
    const onCall = startOnCall(services, working ? 'serve' : 'api');
    terminal.print(
      working
        ? `Pegasus is at ${address}\n${keptIn(config)}\nStop with Ctrl-C; unfinished lectures go on at the next start.`
        : `Pegasus is at ${address}\n${keptIn(config)}\nWorkers elsewhere process what comes in.`,
    );
    await new Promise<void>((stop) => {
      if (signal.aborted) stop();
      signal.addEventListener('abort', () => stop(), { once: true });
    });
    terminal.say('Stopping …');
    if (!working && config.drainSeconds > 0) await wait(config.drainSeconds * 1000);
    await onCall.stop();
    await server.close();
    await worker?.stop();
  } finally {
    await services.close();
  }
  return { code: EXIT.ok, result: { stopped: true } };
}

function keptIn({ data, databaseUrl, storageUrl }: Config): string {
  if (databaseUrl === '' && storageUrl === '') return `Recordings and material are kept in ${data}`;
  const database = databaseUrl === '' ? data : `PostgreSQL at ${new URL(databaseUrl).host}`;
  return `Recordings are kept in ${storageUrl === '' ? data : storageUrl}, material in ${database}`;
}

const INSTALLATION = resolve(import.meta.dirname, '../../..');

/** Undefined where only the API is wanted. */
async function openApp(
  config: Config,
  tools: BuildTools,
): Promise<{ bundle: WebBundle | undefined } | undefined> {
  if (config.app === 'off') return undefined;
  if (config.app === 'built') return { bundle: await readBuilt(INSTALLATION) };
  return { bundle: await openBundle(INSTALLATION, tools) };
}
