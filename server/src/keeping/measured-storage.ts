import { toProblem } from '@pegasus/core/problem.ts';
import type { Storage } from '../storage/define.ts';

/** The same store, of which each failure is told by what was asked and why it failed. */
export function measuredStorage(
  storage: Storage,
  onFailure: (failure: { operation: string; reason: string }) => void,
): Storage {
  const told = async <T>(operation: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      const { code } = toProblem(error);
      // That there is none is an answer, and what an owner's recording may not be is no failure of the store.
      if (code !== 'object-missing' && code !== 'recording-too-large') onFailure({ operation, reason: code });
      throw error;
    }
  };
  async function* read(bytes: AsyncIterable<Uint8Array>) {
    const pieces = bytes[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await told('get', pieces.next());
        if (done) return;
        yield value;
      }
    } finally {
      await pieces.return?.();
    }
  }
  return {
    ...storage,
    put: (...given) => told('put', storage.put(...given)),
    get: (...given) => read(storage.get(...given)),
    size: (key) => told('size', storage.size(key)),
    withFile: (...given) => storage.withFile(...given),
    remove: (key) => told('remove', storage.remove(key)),
    check: () => told('check', storage.check()),
  };
}
