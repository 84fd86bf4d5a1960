import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from '@pegasus/core/problem.ts';

/** Everything that this machine keeps, in one folder. With the embedded database one process at a time may use it. */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly objects: string;
  readonly cache: string;
  close(): void;
}

/**
 * Opens the folder and, where the database is in it, takes its lock. The embedded database does not guard its files itself: two
 * processes on one folder lose rows. The lock is SQLite's lock on a file of its own, which the operating
 * system gives back however the process ends, so there is no stale lock to clean up.
 * Throws Problem `data-folder-in-use` or `data-folder-unwritable`.
 */
export function openDataFolder(path: string, use: 'alone' | 'together' = 'alone'): DataFolder {
  const folder = {
    path,
    database: join(path, 'database'),
    objects: join(path, 'objects'),
    cache: join(path, 'cache'),
  };
  try {
    for (const part of [path, folder.objects, folder.cache])
      mkdirSync(part, { recursive: true, mode: 0o700 });
    writeFileSync(join(path, `.writable${use === 'together' ? `-${process.pid}` : ''}`), '');
    if (use === 'together') rmSync(join(path, `.writable-${process.pid}`));
  } catch (error) {
    throw new Problem('data-folder-unwritable', `The folder is ${path}.`, { cause: error });
  }
  if (use === 'together') return { ...folder, close: () => {} };
  const lock = takeLock(path);
  return { ...folder, close: () => lock.close() };
}

function takeLock(path: string): DatabaseSync {
  const owner = join(path, 'owner');
  const lock = new DatabaseSync(join(path, 'lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock.close();
    if (!isBusy(error))
      throw new Problem('data-folder-unwritable', `The folder is ${path}.`, { cause: error });
    const pid = existsSync(owner) ? readFileSync(owner, 'utf8').trim() : '';
    throw new Problem('data-folder-in-use', `The folder is ${path}${pid ? `, the process ${pid}` : ''}.`, {
      cause: error,
    });
  }
  writeFileSync(owner, `${process.pid}\n`);
  return lock;
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
