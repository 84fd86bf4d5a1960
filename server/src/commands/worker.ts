import type { Config } from '../config.ts';
import { openServices } from '../services.ts';
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
    terminal.print('The worker takes jobs. Stop with Ctrl-C; what runs then goes on at the next start.');
    await new Promise<void>((stop) => {
      if (signal.aborted) stop();
      signal.addEventListener('abort', () => stop(), { once: true });
    });
    await worker.stop();
  } finally {
    await services.close();
  }
  return { code: EXIT.ok, result: { stopped: true } };
}
