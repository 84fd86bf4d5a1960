import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  port: number;
  /** Connections that were reset so far, and bytes that went to the server. */
  cuts: number;
  sent: number;
  /** Whether it cuts now; off at first. */
  cutting: boolean;
  /** Whether anything passes at all: false is a phone without a network. */
  open: boolean;
  close(): Promise<void>;
}

const PIECE = 'PUT /api/uploads';
/** From the head of a piece, in bytes: into the middle of three seconds of sound. */
const MOST_LEFT = 16_000;

/** Stands between browser and server and resets connections at random bytes of what the browser sends. */
export async function startCuttingProxy(
  port: () => number,
  random: () => number,
  share = 0.5,
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((browser) => {
    if (!proxy.open) return void browser.resetAndDestroy();
    const product = connect(port(), '127.0.0.1');
    let left = Number.POSITIVE_INFINITY;
    for (const socket of [browser, product]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        browser.destroy();
        product.destroy();
      });
    }
    browser.on('data', (bytes) => {
      proxy.sent += bytes.length;
      // Pieces are what is cut: a page that does not load is the browser's to mend.
      if (proxy.cutting && bytes.includes(PIECE) && random() < share) left = Math.floor(random() * MOST_LEFT);
      left -= bytes.length;
      if (left >= 0 && proxy.open) {
        product.write(bytes);
        return;
      }
      proxy.cuts += 1;
      product.write(bytes.subarray(0, Math.max(0, bytes.length + left)));
      product.resetAndDestroy();
      browser.resetAndDestroy();
    });
    product.on('data', (bytes) => browser.write(bytes));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const proxy: CuttingProxy = {
    port: (server.address() as AddressInfo).port,
    cuts: 0,
    sent: 0,
    cutting: false,
    open: true,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  return proxy;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
