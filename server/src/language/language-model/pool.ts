/**
 * Works through items a few at a time and gives the results in their order. The first failure stops the
 * others through the signal they were given, and is the one that is thrown once they have stopped.
 */
export async function workThrough<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      either.throwIfAborted();
      const at = next++;
      try {
        results[at] = await work(items[at] as Item, either);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    }
  };
  await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  signal.throwIfAborted();
  failed.signal.throwIfAborted();
  return results;
}
