import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { BUILT } from '@pegasus/server/web-bundle/define.ts';
import { openBundle } from '@pegasus/server/web-bundle/open.ts';
import { findFiles } from '../project-files.ts';
import { serverPackages } from './installed-packages.ts';

export interface PackOptions {
  root: string;
  /** Folder that the release is put into; what is there is replaced. */
  out: string;
  /** Packs files that no commit has; the release says so. */
  changes: boolean;
  signal: AbortSignal;
  say(line: string): void;
}

export interface Packed {
  commit: string;
  files: number;
  bytes: number;
  /** SHA-256 over the list of all files with their hashes: two releases with the same one are the same. */
  hash: string;
}

/** What the product is made of besides packages and the built app. */
const FOLDERS = ['core/src', 'server/src', 'server/bin'];
const FILES = [
  'LICENSE',
  'NOTICE',
  // What a canary is made of.
  'fixtures/sample-lecture.m4a',
  'package.json',
  'package-lock.json',
  'core/package.json',
  'server/package.json',
];
const LEFT_OUT = /\.(test|fixture)\.ts$|\/test-[^/]+\.ts$/;
/** Names every file of a release with its hash, as `sha256sum --check` reads it. */
const LIST = 'SHA256SUMS';

/**
 * Puts together all that an API and a worker need to run on this kind of machine: sources, the packages that the
 * lockfile names, Node.js, and the built app. The same commit gives the same bytes.
 */
export async function pack({ root, out, changes, signal, say }: PackOptions): Promise<Packed> {
  const commit = readCommit(root, changes);
  const packages = await serverPackages(root);
  const bundle = await openBundle(root, { say, signal, environment: process.env });
  if (!bundle) throw new Error('The app could not be built: its packages are not installed. Run «npm ci».');
  await rm(out, { recursive: true, force: true });
  const sources = [...FILES, ...(await findFiles(root, FOLDERS, /./))].filter((path) => !LEFT_OUT.test(path));
  for (const path of [...sources, ...packages, BUILT]) {
    signal.throwIfAborted();
    await mkdir(dirname(join(out, path)), { recursive: true });
    // What lies in the folder of a package and is a package itself is on the list, if it is needed.
    const from = await realpath(join(root, path));
    const filter = (source: string) => !relative(from, source).split(sep).includes('node_modules');
    await cp(from, join(out, path), { recursive: true, verbatimSymlinks: true, filter });
  }
  await mkdir(join(out, 'node_modules/@pegasus'), { recursive: true });
  for (const name of ['core', 'server'])
    await symlink(`../../${name}`, join(out, 'node_modules/@pegasus', name));
  const runtime = packages.find((path) => /^node_modules\/node-[a-z]+-[a-z0-9]+$/.test(path));
  if (!runtime)
    throw new Error(`There is no Node.js for ${process.platform}-${process.arch} among the packages.`);
  await mkdir(join(out, 'bin'));
  await symlink(`../${runtime}/bin/node`, join(out, 'bin/node'));
  await writeFile(join(out, 'COMMIT'), `${commit}\n`);
  const { text, files, bytes } = await listFiles(out);
  await writeFile(join(out, LIST), text);
  return { commit, files, bytes, hash: createHash('sha256').update(text).digest('hex') };
}

/** Throws when files differ from the commit and that was not asked for. */
function readCommit(root: string, changes: boolean): string {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
  const commit = git('rev-parse', '--short=12', 'HEAD');
  const differing = git('status', '--porcelain', '--', 'core', 'server', 'app', ...FILES);
  if (differing === '') return commit;
  if (!changes)
    throw new Error(`No commit has this; commit it, or pack with --changes to try something:\n${differing}`);
  return `${commit}+changes`;
}

/** A line for each file in the order of the alphabet; modes are made the same for all on the way. */
async function listFiles(folder: string): Promise<{ text: string; files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  const lines: string[] = [];
  let bytes = 0;
  for (const path of paths) {
    const full = join(folder, path);
    const { mode, size, ...stats } = await lstat(full).then((found) => ({
      mode: found.mode,
      size: found.size,
      folder: found.isDirectory(),
      link: found.isSymbolicLink(),
    }));
    if (stats.link) {
      // What it leads to is listed itself; where it leads is part of what must be the same.
      lines.push(`# ${path} -> ${await readlink(full)}`);
      continue;
    }
    await chmod(full, stats.folder || mode & 0o100 ? 0o755 : 0o644);
    if (stats.folder) continue;
    lines.push(`${await hashOf(full)}  ${path}`);
    bytes += size;
  }
  return { text: `${lines.join('\n')}\n`, files: lines.length, bytes };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}

/** Reads what `pack` left. */
export async function readRelease(folder: string): Promise<{ commit: string; hash: string }> {
  const commit = (await readFile(join(folder, 'COMMIT'), 'utf8')).trim();
  const list = await readFile(join(folder, LIST), 'utf8');
  return { commit, hash: createHash('sha256').update(list).digest('hex') };
}
