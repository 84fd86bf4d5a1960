import type { HeldRecordings, PageLocks } from './held-define.ts';

/** On a phone there is no recorder yet, so nothing is ever held. */
export function openHeldRecordings(): HeldRecordings {
  const none = () => Promise.reject(new Error('This device holds no recordings.'));
  return {
    begin: none,
    append: none,
    change: none,
    list: async () => [],
    find: async () => undefined,
    bytes: async () => 0,
    read: none,
    remove: async () => undefined,
  };
}

/** An app has one page. */
export const pageLocks: PageLocks = { ifFree: (_name, work) => work(), isHeld: async () => false };

export async function keepForGood(): Promise<void> {}

export async function freeBytes(): Promise<number | undefined> {
  return undefined;
}

export async function batteryLeft(): Promise<number | undefined> {
  return undefined;
}
