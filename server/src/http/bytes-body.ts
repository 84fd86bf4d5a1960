import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyRequest } from 'fastify';
import type { ArrivingBytes } from './handler.ts';

/**
 * A body of bytes that streams at the pace of whoever reads it. It has to say how long it is. Throws Problem
 * `request-invalid`; reading it throws `piece-damaged` when it ends early, and `request-timeout` when its sender is
 * silent for too long.
 */
export function openBytes(
  request: FastifyRequest,
  idleMilliseconds: number,
  signal: AbortSignal,
): ArrivingBytes {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length <= 0) {
    throw new Problem('request-invalid', 'body: it must say its length, and be longer than nothing.');
  }
  const { raw } = request;
  const stop = () => raw.destroy(signal.reason);
  signal.addEventListener('abort', stop);
  return { length, bytes: read() };

  async function* read(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    let silent = false;
    const giveUp = () => {
      silent = true;
      raw.destroy();
    };
    let patience = setTimeout(giveUp, idleMilliseconds);
    try {
      for await (const piece of raw) {
        clearTimeout(patience);
        bytes += piece.length;
        yield piece;
        patience = setTimeout(giveUp, idleMilliseconds);
      }
    } catch (error) {
      if (silent) throw new Problem('request-timeout', undefined, { cause: error });
      throw new Problem('piece-damaged', 'It ended early.', { cause: error });
    } finally {
      clearTimeout(patience);
      signal.removeEventListener('abort', stop);
    }
    if (bytes !== length) throw new Problem('piece-damaged', 'It ended early.');
  }
}
