import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../services.ts';
import { createOnCall } from './on-call.ts';
import { waysOf } from './ways.ts';

const FAREWELL_MS = 3000;

/** Looks again and again until it is stopped; a look that fails is told in the log, and the next one comes. */
export function startOnCall(services: Services, part: 'serve' | 'api' | 'worker'): { stop(): Promise<void> } {
  const { config, log } = services;
  const onCall = createOnCall(services, part, waysOf(services));
  const stopping = new AbortController();
  const { signal } = stopping;
  const looking = (async () => {
    while (!signal.aborted) {
      const begun = performance.now();
      await onCall.look().catch((error: unknown) => log.error({ err: error }, 'looking for alerts failed'));
      const left = config.alertSeconds * 1000 - (performance.now() - begun);
      await pause(Math.max(100, left), undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      // Somebody who does not take a message must not keep the process from ending; the message is tried again.
      await Promise.race([looking, pause(FAREWELL_MS, undefined, { ref: false })]);
      await onCall.stop();
    },
  };
}
