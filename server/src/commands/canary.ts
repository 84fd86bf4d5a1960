import type { Config } from '../config.ts';
import { canaryTask } from '../keeping/registry.ts';
import { runUpkeep } from '../keeping/upkeep.ts';
import { openServices } from '../services.ts';
import { startWorker, toolsOf } from '../worker.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Sends a canary now. On the embedded database this process works it off; elsewhere the workers that there are. */
export async function runCanary({
  config,
  terminal,
  signal,
}: {
  config: Config;
  terminal: Terminal;
  signal: AbortSignal;
}): Promise<{ code: number; result: unknown }> {
  const services = await openServices(config);
  const worker = services.database.backend === 'pglite' ? await startWorker(services) : undefined;
  try {
    const result = await runUpkeep(services, toolsOf(services), canaryTask, signal);
    if (!result) {
      terminal.print('A canary is on its way already.');
      return { code: EXIT.fault, result: { outcome: 'running' } };
    }
    for (const [what, count] of Object.entries(result.counts))
      if (what.endsWith('_ms'))
        terminal.print(`${what.replace('_ms', '').padEnd(12)}${(count / 1000).toFixed(1)} s`);
    for (const { what, code } of result.failures) terminal.print(`It stopped at ${what}: ${code}.`);
    terminal.print(
      result.outcome === 'succeeded' ? 'The canary came through.' : 'The canary did not come through.',
    );
    return { code: result.outcome === 'succeeded' ? EXIT.ok : EXIT.fault, result };
  } finally {
    await worker?.stop();
    await services.close();
  }
}
