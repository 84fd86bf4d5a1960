import { join } from 'node:path';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import type { LaunchContext } from '../launch/define.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { alertRules, objectiveRules } from './rules.ts';
import { type PrometheusServer, startPrometheus } from './servers.ts';

/** Seconds between two looks; production looks every fifteen. */
const LOOK_SECONDS = 2;

export interface WatchedStack {
  stack: Stack;
  prometheus: PrometheusServer;
  stop(): Promise<void>;
}

/** The product in processes of its own, and a real Prometheus with the rules of production that watches them. */
export async function startWatchedStack(
  { root, scratch, evidence }: LaunchContext,
  settings: Record<string, string> = {},
): Promise<WatchedStack> {
  const stack = await startStack({
    root,
    scratch,
    evidence,
    apis: 1,
    workers: 1,
    settings: { PEGASUS_WORKER_PORT: '0', ...settings },
  });
  try {
    const prometheus = await startPrometheus({
      folder: join(scratch, 'prometheus'),
      targets: {
        pegasus: stack.processes.flatMap(({ figures }) => (figures ? [new URL(figures).host] : [])),
      },
      rules: [alertRules(alerts), objectiveRules()],
      seconds: LOOK_SECONDS,
    });
    return {
      stack,
      prometheus,
      stop: async () => {
        await prometheus.stop();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
