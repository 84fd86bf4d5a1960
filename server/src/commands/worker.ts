import type { Config } from '../config.ts';
import { createHttpServer } from '../http/app.ts';
import { startOnCall } from '../on-call/start-on-call.ts';
import { openServices, type Services } from '../services.ts';
import { startWorker } from '../worker.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Works off what is queued, without serving anything, until it is stopped. */
export async function runWorker({
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
    const worker = await startWorker(services);
    const watched = await serveFigures(services, config, signal);
    const onCall = startOnCall(services, 'worker');
    terminal.print(
      `${watched ? `Health and figures are at ${watched.address}. ` : ''}The worker takes jobs. Stop with Ctrl-C; what runs then goes on at the next start.`,
    );
    await new Promise<void>((stop) => {
      if (signal.aborted) stop();
      signal.addEventListener('abort', () => stop(), { once: true });
    });
    await onCall.stop();
    await worker.stop();
    await watched?.server.close();
  } finally {
    await services.close();
  }
  return { code: EXIT.ok, result: { stopped: true } };
}

/** What a platform and Prometheus ask of a process that serves nobody else. */
async function serveFigures(services: Services, { host, workerPort }: Config, leaving: AbortSignal) {
  if (workerPort === 'none') return undefined;
  const server = createHttpServer(services, { leaving, only: ['live', 'ready', 'startup', 'metrics'] });
  const address = await server.listen({ host, port: workerPort });
  return { server, address };
}
