import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { LaunchContext } from '../define.ts';
import { productEnvironment } from '../product.ts';

export interface Api {
  address: string;
  stop(): Promise<void>;
}

/** A worker, on the settings of a step. */
export async function startWorker(context: LaunchContext, settings: Record<string, string>, name: string) {
  const child = spawn(process.execPath, [join(context.root, 'server/bin/pegasus.mjs'), 'worker'], {
    cwd: context.root,
    env: productEnvironment(context.scratch, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: context.signal,
  });
  child.on('error', () => {});
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const log = createWriteStream(join(context.evidence, `${name}.log`));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => void log.write(text));
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      log.end();
    },
  };
}

/** An API process, once it listens. */
export async function startApi(
  context: LaunchContext,
  settings: Record<string, string>,
  name: string,
): Promise<Api> {
  const { root, scratch, evidence, signal } = context;
  const child: ChildProcess = spawn(
    process.execPath,
    [join(root, 'server/bin/pegasus.mjs'), 'api', '--port', '0'],
    {
      cwd: root,
      env: productEnvironment(scratch, settings),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  child.on('error', () => {});
  const log = createWriteStream(join(evidence, `${name}.log`));
  let said = '';
  const address = await new Promise<string>((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        said = (said + text).slice(-4000);
        const match = /Pegasus is at (http:\/\/\S+)|Server listening at (http:[^"]+)/.exec(said);
        if (match) found(match[1] ?? match[2] ?? '');
      });
    }
    void ended.then(() => failed(new Error(`A process did not start: ${said}`)));
  });
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      log.end();
    },
  };
}
