import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A door between the product and one of its servers, that can be made to misbehave. */
export interface Door {
  port: number;
  /** Milliseconds by which every piece is held back from now on. */
  setLatency(milliseconds: number): void;
  /** Cuts every connection that is open. */
  reset(): number;
  /** Until it is taken back, whoever sends something gets this HTTP answer in place of the server's. */
  answerWith(status: string | undefined): void;
  /** Lets nothing through in either direction, and breaks nothing, until it is taken back. */
  freeze(on: boolean): void;
  close(): Promise<void>;
}

export async function startDoor(target: number): Promise<Door> {
  const open = new Set<Socket>();
  let latency = 0;
  let answer: string | undefined;
  let frozen = false;
  const server = createServer((near) => {
    const far = createConnection({ port: target, host: '127.0.0.1' });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => open.delete(socket));
      // That a connection breaks is what this is for; the other side is told by the same.
      socket.on('error', () => undefined);
    }
    if (frozen) for (const socket of [near, far]) socket.pause();
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.on('data', (piece) => {
      if (answer === undefined) return void hand(piece, far, near);
      near.end(`HTTP/1.1 ${answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      far.destroy();
    });
    far.on('data', (piece) => void hand(piece, near, far));
  });
  const hand = async (piece: Uint8Array, to: Socket, from: Socket) => {
    if (latency > 0) {
      from.pause();
      await pause(latency);
      from.resume();
    }
    if (!to.destroyed && !to.write(piece)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The door has no port.');
  return {
    port: address.port,
    setLatency: (milliseconds) => {
      latency = milliseconds;
    },
    reset: () => {
      const count = open.size;
      for (const socket of open) socket.resetAndDestroy();
      return count;
    },
    freeze: (on) => {
      frozen = on;
      for (const socket of open) on ? socket.pause() : socket.resume();
    },
    answerWith: (status) => {
      answer = status;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
