import { EventEmitter } from 'node:events';
import type { Broadcast } from './db/broadcast.ts';

/**
 * Tells followers that a lecture changed, in this process at once and in others on the same database soon.
 * A hint and not the truth: followers read the database, and look again every few seconds in case a word
 * was lost.
 */
export interface Changes {
  announce(lectureId: string): void;
  /** Returns how to stop listening. */
  listen(lectureId: string, listener: () => void): () => void;
}

/** Changes within so long go out as one word. */
const GATHER_MS = 100;

/** `onError` is told when others could not be; they find out by looking. */
export function createChanges(broadcast?: Broadcast, onError?: (error: unknown) => void): Changes {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const tellOthers = broadcast && gather(broadcast, onError);
  broadcast?.receive(
    (lectureId) => emitter.emit(lectureId),
    () => {
      for (const lectureId of emitter.eventNames()) emitter.emit(lectureId);
    },
  );
  return {
    announce: (lectureId) => {
      emitter.emit(lectureId);
      tellOthers?.(lectureId);
    },
    listen: (lectureId, listener) => {
      emitter.on(lectureId, listener);
      return () => emitter.off(lectureId, listener);
    },
  };
}

function gather(broadcast: Broadcast, onError?: (error: unknown) => void): (lectureId: string) => void {
  const waiting = new Set<string>();
  return (lectureId) => {
    if (waiting.size === 0) {
      setTimeout(() => {
        const words = [...waiting];
        waiting.clear();
        broadcast.send(words).catch((error) => onError?.(error));
      }, GATHER_MS).unref();
    }
    waiting.add(lectureId);
  };
}
