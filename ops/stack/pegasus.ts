import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../../fixtures/servers/at-exit.ts';

export type Part = 'api' | 'worker';

/** One process of the product. */
export interface PegasusProcess {
  part: Part;
  child: ChildProcess;
  /** Whether it was told to end; a process that ends without is broken. */
  ending: boolean;
  /** Where it listens; only of an API. */
  address: string;
  /** Where it tells its health and figures; not of a worker that was given no port for them. */
  figures: string | undefined;
  /** As its machine losing power would. */
  kill(): Promise<void>;
  /** As a deployment would; gives the exit code. */
  stop(): Promise<number | null>;
}

export interface PegasusOptions {
  root: string;
  settings: Readonly<Record<string, string>>;
  /** File for what it prints; appended. */
  log: string;
  /** What Node.js is started with besides. */
  nodeOptions?: string;
}

/** Generous: a machine may be busy with everything else. */
const UP_MS = 180_000;
const STOP_MS = 40_000;
const SAYS = { api: /Pegasus is at (http:\S+)/, worker: /(takes jobs)/ };
const FIGURES = /(?:Pegasus is|Health and figures are) at (http:[^\s]+?)\.?\s/;

/** Starts a process of the product with these settings and none of this machine's, and waits until it is up. */
export async function startPegasus(part: Part, options: PegasusOptions): Promise<PegasusProcess> {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('PEGASUS_'));
  const child = spawn(process.execPath, [join(options.root, 'server/bin/pegasus.mjs'), part], {
    cwd: options.root,
    env: {
      ...Object.fromEntries(ours),
      ...options.settings,
      PEGASUS_PORT: '0',
      ...(options.nodeOptions ? { NODE_OPTIONS: options.nodeOptions } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killWithUs = () => void child.kill('SIGKILL');
  const forget = atExit(killWithUs);
  const ended = once(child, 'exit').then(([code]) => {
    forget();
    return code as number | null;
  });
  const log = createWriteStream(options.log, { flags: 'a' });
  let printed = '';
  const up = new Promise<string>((found) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        printed = (printed + text).slice(-6000);
        const match = SAYS[part].exec(printed)?.[1];
        if (match) found(match);
      });
    }
  });
  const late = new Promise<never>((_, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`The ${part} is not up: ${printed}`)), UP_MS);
    tooLate.unref();
  });
  const gone = ended.then((code) => {
    throw new Error(`The ${part} ended with ${code}: ${printed.slice(-2000)}`);
  });
  gone.catch(() => undefined);
  late.catch(() => undefined);
  const address = await Promise.race([up, late, gone]).catch((error: unknown) => {
    killWithUs();
    throw error;
  });
  const end = async (signal: NodeJS.Signals) => {
    started.ending = true;
    child.kill(signal);
    const timer = setTimeout(killWithUs, STOP_MS);
    const code = await ended;
    clearTimeout(timer);
    log.end();
    return code;
  };
  const started: PegasusProcess = {
    part,
    child,
    ending: false,
    address,
    figures: FIGURES.exec(printed)?.[1],
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
  return started;
}
