import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { productEnvironment } from '../product.ts';

/** The product as a process that is killed and started again on the same data and port. */
export interface OwnServer {
  port(): number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function startOwnServer(
  root: string,
  scratch: string,
  log: string,
  settings: Record<string, string> = {},
): Promise<OwnServer> {
  let child: ChildProcess | undefined;
  let port = 0;
  const out = createWriteStream(log, { flags: 'a' });
  const server: OwnServer = {
    port: () => port,
    kill: async () => {
      const dying = child;
      child = undefined;
      if (!dying || dying.exitCode !== null) return;
      const gone = new Promise((done) => dying.once('exit', done));
      dying.kill('SIGKILL');
      await gone;
    },
    start: async () => {
      const started = spawn(process.execPath, [join(root, 'server/bin/pegasus.mjs'), 'serve'], {
        cwd: root,
        env: productEnvironment(scratch, { ...settings, PEGASUS_PORT: String(port) }),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      port = await new Promise<number>((resolve, reject) => {
        let printed = '';
        started.once('exit', (code) =>
          reject(new Error(`The server ended (${code}): ${printed.slice(-800)}`)),
        );
        for (const stream of [started.stdout, started.stderr]) {
          stream?.setEncoding('utf8').on('data', (text: string) => {
            out.write(text);
            printed = (printed + text).slice(-4000);
            const found = /Pegasus is at http:\S+:(\d+)/.exec(printed)?.[1];
            if (found) resolve(Number(found));
          });
        }
      });
    },
  };
  await server.start();
  return server;
}
