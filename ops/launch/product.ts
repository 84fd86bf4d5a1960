import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient } from '@pegasus/core/client.ts';
import type { LaunchContext } from './define.ts';

const STOP_MS = 15_000;
/** A busy machine may take longer for a first answer than a part has patience; one that is broken never answers. */
const READY_MS = 60_000;
const ASK_AGAIN_MS = 500;

/** The real product, running in a process of its own on an empty data folder and any free port. */
export interface Product {
  client: Client;
  address: string;
  stop(): Promise<void>;
}

/** Nothing that is set on this machine reaches the product that is proved. */
export function productEnvironment(
  scratch: string,
  settings: Record<string, string> = {},
): Record<string, string | undefined> {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('PEGASUS_'));
  return {
    ...Object.fromEntries(ours),
    PEGASUS_DATA: join(scratch, 'data'),
    PEGASUS_PORT: '0',
    ...settings,
  };
}

/** Starts it as somebody would who types `npm start`; its output is kept beside the proof. */
export async function startProduct(
  { root, scratch, evidence, signal, note }: LaunchContext,
  settings: Record<string, string> = {},
): Promise<Product> {
  const child = spawn(process.execPath, [join(root, 'server/bin/pegasus.mjs'), 'serve'], {
    cwd: root,
    env: productEnvironment(scratch, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, killedBy) => resolve(`exit ${code ?? killedBy}`));
  });
  const log = createWriteStream(join(evidence, 'server.log'), { flags: 'a' });
  let printed = '';
  const address = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        printed = (printed + text).slice(-8000);
        const found = /Pegasus is at (http:\S+)/.exec(printed)?.[1];
        if (found) resolve(found);
      });
    }
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(timer);
    log.end();
  };

  const begun = performance.now();
  const failed = exited.then((end) => {
    throw new Error(`The server did not start (${end}): ${printed.trim().slice(-1000)}`);
  });
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The server was not up in time.')), {
      once: true,
    });
  });
  try {
    const baseUrl = await Promise.race([address, failed, aborted]);
    // From here on its end is noticed by whoever calls it.
    failed.catch(() => undefined);
    aborted.catch(() => undefined);
    const client = createClient({ baseUrl });
    await becomesReady(client, signal);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    note(`Server process ${child.pid} is ready at ${baseUrl} after ${seconds} s.`);
    return { client, address: baseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Throws what is failing when it is not ready in time. */
async function becomesReady(client: Client, signal: AbortSignal): Promise<void> {
  for (const end = Date.now() + READY_MS; ; await pause(ASK_AGAIN_MS, undefined, { signal })) {
    const { status, parts } = await client.ready({ signal });
    if (status === 'ok') return;
    if (Date.now() > end) throw new Error(`The server is up but not ready: ${JSON.stringify(parts)}`);
  }
}
