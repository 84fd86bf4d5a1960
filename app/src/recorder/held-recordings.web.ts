import type { HeldPieces, HeldRecording, PageLocks } from './held-define.ts';

const NAME = 'pegasus-recordings';
const FACTS = 'recordings';
const PIECES = 'pieces';

/** In IndexedDB; a piece and the facts that go with it are written together, and flushed before it counts. */
export function openHeldRecordings(name = NAME): HeldPieces {
  let opened: Promise<IDBDatabase> | undefined;
  const database = () => {
    opened ??= open(name);
    return opened;
  };

  /** Resolves when all that `work` asked for is on the disk. */
  async function write(work: (facts: IDBObjectStore, pieces: IDBObjectStore) => void): Promise<void> {
    const transaction = (await database()).transaction([FACTS, PIECES], 'readwrite', {
      durability: 'strict',
    });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('It was not written.'));
    });
    work(transaction.objectStore(FACTS), transaction.objectStore(PIECES));
    return done;
  }
  const merge = (facts: IDBObjectStore, id: string, change: Partial<HeldRecording>) => {
    const found = facts.get(id);
    found.onsuccess = () => {
      if (found.result) facts.put({ ...(found.result as HeldRecording), ...change });
    };
  };
  async function bytes(id: string): Promise<number> {
    const pieces = (await database()).transaction(PIECES).objectStore(PIECES);
    const last = await result(pieces.openCursor(allOf(id), 'prev'));
    return last ? startOf(last) + (last.value as ArrayBuffer).byteLength : 0;
  }

  return {
    begin: (recording) => write((facts) => void facts.add(recording)),
    append: (id, piece, change) =>
      write((facts, pieces) => {
        const last = pieces.openCursor(allOf(id), 'prev');
        last.onsuccess = () => {
          const start = last.result
            ? startOf(last.result) + (last.result.value as ArrayBuffer).byteLength
            : 0;
          pieces.add(piece, [id, start]);
          merge(facts, id, change);
        };
      }),
    change: (id, change) => write((facts) => merge(facts, id, change)),
    list: async () => {
      const facts = (await database()).transaction(FACTS).objectStore(FACTS);
      return (await result(facts.getAll())) as HeldRecording[];
    },
    find: async (id) => {
      const facts = (await database()).transaction(FACTS).objectStore(FACTS);
      return (await result(facts.get(id))) as HeldRecording | undefined;
    },
    bytes,
    read: async (id, start, end) => {
      const pieces = (await database()).transaction(PIECES).objectStore(PIECES);
      const first = await result(pieces.openKeyCursor(IDBKeyRange.bound([id, 0], [id, start]), 'prev'));
      const from = first ? startOf(first) : 0;
      const range = IDBKeyRange.bound([id, from], [id, end], false, true);
      const [keys, values] = await Promise.all([
        result(pieces.getAllKeys(range)),
        result(pieces.getAll(range)),
      ]);
      const whole = new Uint8Array(end - start);
      let filled = 0;
      for (const [index, value] of (values as ArrayBuffer[]).entries()) {
        const place = (keys[index] as [string, number])[1];
        const part = new Uint8Array(value).subarray(Math.max(0, start - place), end - place);
        whole.set(part, Math.max(0, place - start));
        filled += part.length;
      }
      if (filled !== whole.length) throw new Error('The recording on this device has a hole.');
      return whole;
    },
    remove: (id) =>
      write((facts, pieces) => {
        pieces.delete(allOf(id));
        facts.delete(id);
      }),
  };
}

export const pageLocks: PageLocks = {
  ifFree: (name, work) =>
    navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined)),
  isHeld: async (name) => {
    const { held = [] } = await navigator.locks.query();
    return held.some((lock) => lock.name === name);
  },
};

/** Asks the browser to keep what is held even when the disk runs low. */
export async function keepForGood(): Promise<void> {
  await navigator.storage?.persist?.();
}

/** Bytes that this page may still write; undefined where the browser does not say. */
export async function freeBytes(): Promise<number | undefined> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? undefined : quota - usage;
}

/** Share of the battery, 0 to 1, while it is not charging; undefined where the browser does not say. */
export async function batteryLeft(): Promise<number | undefined> {
  const browser = navigator as Navigator & {
    getBattery?(): Promise<{ charging: boolean; level: number }>;
  };
  const battery = await browser.getBattery?.();
  return battery && !battery.charging ? battery.level : undefined;
}

function open(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(FACTS, { keyPath: 'id' });
    opening.result.createObjectStore(PIECES);
  };
  return result(opening);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function allOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

function startOf({ key }: IDBCursor): number {
  return (key as [string, number])[1];
}
