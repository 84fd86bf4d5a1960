import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = new Map<string, string | undefined>();

/** The text of a runbook; undefined where this installation has none. */
export async function readRunbook(path: string): Promise<string | undefined> {
  if (!read.has(path)) {
    const text = await readFile(resolve(ROOT, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    read.set(path, text);
  }
  return read.get(path);
}
