import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ProviderMood = 'failing' | 'slow' | 'silent';

/** Listens where a language model would, and never gives an answer that is of use. */
export interface PretendProvider {
  url: string;
  mood: ProviderMood;
  close(): Promise<void>;
}

/** Longer than a call may take before somebody is told. */
const SLOW_MS = 45_000;

export async function startPretendProvider(): Promise<PretendProvider> {
  const server = createServer((request, response) => {
    request.resume();
    const refuse = () => response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{}}');
    if (provider.mood === 'failing') refuse();
    else if (provider.mood === 'slow') setTimeout(refuse, SLOW_MS).unref();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const provider: PretendProvider = {
    url: `http://127.0.0.1:${port}/v1`,
    mood: 'failing',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}
