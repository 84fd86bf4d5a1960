import { EventEmitter } from 'node:events';

/**
 * Tells followers in this process that a lecture changed. A hint and not the truth: followers read the
 * database, and look again every few seconds in case another process changed it.
 */
export interface Changes {
  announce(lectureId: string): void;
  /** Returns how to stop listening. */
  listen(lectureId: string, listener: () => void): () => void;
}

export function createChanges(): Changes {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    announce: (lectureId) => {
      emitter.emit(lectureId);
    },
    listen: (lectureId, listener) => {
      emitter.on(lectureId, listener);
      return () => emitter.off(lectureId, listener);
    },
  };
}
