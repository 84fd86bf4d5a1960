import { fileURLToPath } from 'node:url';
import type { Storage } from './define.ts';
import { createFilesystemStorage } from './filesystem.ts';
import { readS3Place } from './s3/place.ts';
import { createS3Storage } from './s3.ts';

/** Every kind of store, each opened on a place of the kind's own. */
export const storages = {
  filesystem: createFilesystemStorage,
  s3: createS3Storage,
} as const;

export interface StorageChoice {
  /** `s3://…`, `file:///…`, or empty for `folder`. */
  url: string;
  accessKey: string;
  secretKey: string;
  /** Where objects are kept when no URL is set. */
  folder: string;
  /** For copies of objects that a program wants as a file. */
  scratch: string;
}

/** Opens the store that the settings name. Throws Problem `setting-invalid`. */
export function openStorage({ url, folder, ...rest }: StorageChoice): Storage {
  if (url.startsWith('s3:')) return storages.s3(readS3Place(url, rest));
  return storages.filesystem(url === '' ? folder : fileURLToPath(url));
}
