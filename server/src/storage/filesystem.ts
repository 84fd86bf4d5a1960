import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Problem } from '@pegasus/core/problem.ts';
import type { PutOptions, Storage, StoredObject } from './define.ts';
import { isObjectKey } from './key.ts';

const STAGING = '.staging';
/** Below this much free space new objects are refused, so that the database can still write. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** Keeps objects as files in a folder. An object is written beside its place, synced, and moved there whole. */
export function createFilesystemStorage(folder: string): Storage {
  const pathOf = (key: string): string => {
    if (!isObjectKey(key)) throw new Error(`Not an object key: ${JSON.stringify(key)}`);
    return join(folder, ...key.split('/'));
  };

  async function put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    options: PutOptions = {},
  ): Promise<StoredObject> {
    const target = pathOf(key);
    const staged = join(folder, STAGING, randomUUID());
    await mkdir(dirname(staged), { recursive: true });
    await refuseWhenFull(folder);
    try {
      const written = await writeSynced(staged, content, options);
      await mkdir(dirname(target), { recursive: true });
      await rename(staged, target);
      await syncFolder(dirname(target));
      return { key, ...written };
    } catch (error) {
      await rm(staged, { force: true });
      throw diskFullOr(error);
    }
  }

  return {
    name: 'filesystem',
    put,
    get: (key, range) => readFile(pathOf(key), key, range),
    size: async (key) => {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    withFile: async (key, use) => {
      const path = pathOf(key);
      await stat(path).catch((error) => {
        throw missingOr(error, key);
      });
      return use(path);
    },
    remove: async (key) => {
      await rm(pathOf(key), { force: true });
    },
    list: (prefix) => listKeys(folder, prefix),
    check: async () => {
      const probe = join(folder, STAGING, `check-${randomUUID()}`);
      try {
        await mkdir(dirname(probe), { recursive: true });
        await refuseWhenFull(folder);
        await writeSynced(probe, [Buffer.from('check')], {});
      } catch (error) {
        throw diskFullOr(error);
      } finally {
        await rm(probe, { force: true });
      }
    },
    close: async () => {},
  };
}

async function writeSynced(
  path: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { maxBytes, signal }: PutOptions,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await using file = await open(path, 'wx', 0o600);
  for await (const piece of content) {
    signal?.throwIfAborted();
    bytes += piece.byteLength;
    if (maxBytes !== undefined && bytes > maxBytes)
      throw new Problem('recording-too-large', `The limit is ${maxBytes} bytes.`);
    hash.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  return { bytes, sha256: hash.digest('hex') };
}

async function* readFile(
  path: string,
  key: string,
  range?: { start: number; end: number },
): AsyncIterable<Uint8Array> {
  if (range && range.end <= range.start) return;
  const stream = createReadStream(path, range ? { start: range.start, end: range.end - 1 } : {});
  try {
    yield* stream;
  } catch (error) {
    throw missingOr(error, key);
  }
}

async function* listKeys(folder: string, prefix: string): AsyncIterable<string> {
  // Only whole folders are opened: the part of the prefix up to its last slash.
  const start = join(folder, ...prefix.split('/').slice(0, -1));
  const entries = await opendir(start, { recursive: true }).catch((error) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!entries) return;
  for await (const entry of entries) {
    if (!entry.isFile()) continue;
    const key = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (key.startsWith(prefix) && isObjectKey(key)) yield key;
  }
}

/** A rename is only safe from power loss once its folder is on the disk; Windows cannot open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using folder = await open(path, 'r');
  await folder.sync();
}

async function refuseWhenFull(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < RESERVE_BYTES) throw new Problem('disk-full');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function missingOr(error: unknown, key: string): unknown {
  return isMissing(error) ? new Problem('object-missing', `The object is ${key}.`, { cause: error }) : error;
}

function diskFullOr(error: unknown): unknown {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new Problem('disk-full', undefined, { cause: error })
    : error;
}
