import type { Storage } from './define.ts';
import { createFilesystemStorage } from './filesystem.ts';

/** Every kind of store, each opened on an empty place of the kind's own. */
export const storages = {
  filesystem: createFilesystemStorage,
} as const satisfies Record<string, (folder: string) => Storage>;
