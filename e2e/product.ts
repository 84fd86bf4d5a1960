import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');
const PEGASUS = join(ROOT, 'server/bin/pegasus.mjs');

export const fixture = (path: string) => join(ROOT, 'fixtures', path);

export interface RunningServer {
  url: string;
  process: ChildProcess;
  /** As Ctrl-C would; gives the exit code. */
  stop(): Promise<number | null>;
}

type Environment = Record<string, string>;

/** Only what a user's shell would give, and what the test sets. */
function environmentOf(settings: Environment): Environment {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    PEGASUS_SPEECH: 'moonshine-tiny',
    PEGASUS_APP: 'off',
    ...settings,
  };
}

/** The product as a user starts it: one process of its own, on a data folder of the test's, on any free port. */
export async function startServer(data: string, settings: Environment = {}): Promise<RunningServer> {
  const child = spawn(process.execPath, [PEGASUS, 'serve', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environmentOf({ PEGASUS_LOG_LEVEL: 'fatal', PEGASUS_RETRY_DELAY_SECONDS: '1', ...settings }),
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const url = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address) found(address);
    });
    void exited.then((code) =>
      failed(new Error(`The server ended with ${code} before it said its address: ${said}`)),
    );
  });
  return {
    url,
    process: child,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line as a user types it; `node` may be given to stand for an older one. */
export async function runPegasus(
  args: readonly string[],
  settings: Environment = {},
  options: { cwd?: string; node?: readonly string[]; script?: string } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...(options.node ?? []), options.script ?? PEGASUS, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(settings),
    ...(options.cwd ? { cwd: options.cwd } : {}),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

/** Looks again until there is something; five minutes at most. */
export async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < 1200; count++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error('It did not happen within five minutes.');
}
