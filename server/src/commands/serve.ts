import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { createHttpServer } from '../http/app.ts';
import { openServices } from '../services.ts';
import { startWorker } from '../worker.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** The whole product in one process: API, worker, database, storage, speech and generation. */
export async function runServe({
  config,
  terminal,
  signal,
}: {
  config: Config;
  terminal: Terminal;
  signal: AbortSignal;
}): Promise<{ code: number; result: unknown }> {
  const services = await openServices(config);
  try {
    const server = createHttpServer(services);
    const address = await server.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
        throw new Problem('port-taken', `It is port ${config.port}.`, { cause: error });
      throw error;
    });
    const worker = await startWorker(services);
    terminal.print(
      `Pegasus is at ${address}\nRecordings and material are kept in ${config.data}\nStop with Ctrl-C; unfinished lectures go on at the next start.`,
    );
    await new Promise<void>((stop) => {
      if (signal.aborted) stop();
      signal.addEventListener('abort', () => stop(), { once: true });
    });
    terminal.say('Stopping …');
    await server.close();
    await worker.stop();
  } finally {
    await services.close();
  }
  return { code: EXIT.ok, result: { stopped: true } };
}
