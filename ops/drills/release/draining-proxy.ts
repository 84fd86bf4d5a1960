import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Probe } from '@pegasus/server/probes.ts';

/** Gives requests to those of several APIs that say that they are ready, as a platform's own proxy does. */
export interface DrainingProxy {
  address: string;
  /** Comes into the turn once it is ready. */
  add(address: string): Promise<void>;
  /** Nothing more is asked of it, neither requests nor health. */
  forget(address: string): void;
  /** How many requests each took. */
  served: ReadonlyMap<string, number>;
  /** What no API could be given, with the time. */
  lost: readonly string[];
  close(): Promise<void>;
}

interface Backend {
  address: string;
  ready: boolean;
  failures: number;
  timer: NodeJS.Timeout;
}

const READY_MS = 120_000;

/** `probe` says how often it asks, and after how many bad answers an API gets nothing more. It tries nothing twice. */
export async function startDrainingProxy(probe: Probe): Promise<DrainingProxy> {
  const backends = new Map<string, Backend>();
  const served = new Map<string, number>();
  const lost: string[] = [];
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  const ask = async (backend: Backend) => {
    const good = await fetch(`${backend.address}${probe.path}`, {
      signal: AbortSignal.timeout(probe.timeoutSeconds * 1000),
    }).then(
      ({ ok }) => ok,
      // It cannot be reached, or not in time: a bad answer like any other.
      () => false,
    );
    backend.failures = good ? 0 : backend.failures + 1;
    if (good) backend.ready = true;
    else if (backend.failures >= probe.failures) backend.ready = false;
  };

  const forward = (incoming: IncomingMessage, answer: ServerResponse) => {
    const ready = [...backends.values()].filter((backend) => backend.ready);
    const backend = ready[turn++ % Math.max(1, ready.length)];
    const lose = (why: string) => {
      lost.push(`${new Date().toISOString()} ${incoming.method} ${incoming.url}: ${why}`);
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    };
    if (!backend) return lose('no API is ready');
    served.set(backend.address, (served.get(backend.address) ?? 0) + 1);
    const { hostname, port } = new URL(backend.address);
    const outgoing = request(
      {
        ...{ hostname, port, agent, method: incoming.method, path: incoming.url },
        headers: { ...incoming.headers, host: `${hostname}:${port}` },
      },
      (response) => {
        const { connection: _, ...headers } = response.headers;
        answer.writeHead(response.statusCode ?? 502, headers);
        response.pipe(answer);
        response.on('error', () => answer.destroy());
      },
    );
    outgoing.on('error', (error) => lose(`${backend.address} ${error.message}`));
    answer.on('close', () => {
      // Whoever asked went away before the answer was out.
      if (!answer.writableFinished) outgoing.destroy();
    });
    incoming.pipe(outgoing);
  };

  const server = createServer(forward);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('The proxy has no port.');
  return {
    address: `http://127.0.0.1:${at.port}`,
    served,
    lost,
    add: async (address) => {
      const backend: Backend = {
        ...{ address, ready: false, failures: 0 },
        timer: setInterval(() => void ask(backend), probe.everySeconds * 1000),
      };
      backends.set(address, backend);
      for (const end = Date.now() + READY_MS; !backend.ready; ) {
        if (Date.now() > end) throw new Error(`${address} does not become ready.`);
        await ask(backend);
        if (!backend.ready) await new Promise((done) => setTimeout(done, 250));
      }
    },
    forget: (address) => {
      clearInterval(backends.get(address)?.timer);
      backends.delete(address);
    },
    close: async () => {
      for (const { timer } of backends.values()) clearInterval(timer);
      server.closeAllConnections();
      server.close();
      agent.destroy();
      await once(server, 'close');
    },
  };
}
