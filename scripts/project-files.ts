import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The root of the project. */
export const ROOT = resolve(import.meta.dirname, '..');

/** Folders that hold code of ours. */
export const CODE_FOLDERS = ['core/src', 'server/src', 'app/src', 'ops', 'scripts', 'e2e', 'fixtures'];

/** Never code of ours, wherever they stand. */
const SKIPPED = new Set(['node_modules', 'generated', '.git', 'data', 'evidence', 'out']);

/** Paths from the root, with `/`, in the order of the alphabet, of the files below `folders` that fit `pattern`. */
export async function findFiles(
  root: string,
  folders: readonly string[],
  pattern: RegExp,
): Promise<string[]> {
  const found = await Promise.all(folders.map((folder) => walk(root, folder, pattern)));
  return found.flat().sort();
}

async function walk(root: string, folder: string, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error) => {
    // A project grows: not every folder of the design is there from the beginning.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, path, pattern);
      return pattern.test(entry.name) ? [path] : [];
    }),
  );
  return found.flat();
}

/** The text of a file of the project; undefined when it is not there. */
export async function readText(root: string, path: string): Promise<string | undefined> {
  return readFile(join(root, path), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
