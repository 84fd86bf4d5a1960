import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the web app is made from, from the root of the project. */
const SOURCES = [
  'app/src',
  'app/public',
  'app/app.json',
  'app/babel.config.js',
  'app/metro.config.js',
  'app/metro-left-out.js',
  'app/stand-ins',
  'app/package.json',
  'core/src',
  'package-lock.json',
];
const TEST = /\.(test|fixture)\.tsx?$/;

/** A hash over everything that a build depends on; undefined where there are no sources, only what was built. */
export async function hashSources(root: string): Promise<string | undefined> {
  const paths = (await Promise.all(SOURCES.map((source) => walk(root, source)))).flat().sort();
  if (!paths.some((path) => path.startsWith('app/src/'))) return undefined;
  const hash = createHash('sha256');
  const contents = await Promise.all(paths.map((path) => readFile(join(root, path))));
  for (const [place, path] of paths.entries()) {
    hash
      .update(`${path}\0`)
      .update(contents[place] ?? '')
      .update('\0');
  }
  return hash.digest('hex');
}

async function walk(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return 'file' as const;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === 'file') return [path];
  const found = await Promise.all(
    entries.map((entry) => {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory()) return walk(root, below);
      return TEST.test(entry.name) ? [] : [below];
    }),
  );
  return found.flat();
}
