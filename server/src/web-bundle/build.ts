import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { BUILT, MANIFEST, type Manifest } from './define.ts';

export interface BuildTools {
  /** Told what happens. */
  say(text: string): void;
  signal: AbortSignal;
  /** What the bundler is started with. */
  environment: NodeJS.ProcessEnv;
}

/** Kinds of file that compressing makes smaller. */
const TEXT = /\.(js|css|html|svg|json|txt)$/;
/** What a failed build printed, as much as is worth showing. */
const OUTPUT_CHARACTERS = 3000;

/** Whether what builds the app is installed here. */
export function canBuild(root: string): boolean {
  return findExpo(root) !== undefined;
}

/**
 * Bundles the app for the browser, compresses it, and puts it in the place of the one before, in one step.
 * Throws what the bundler printed when it fails.
 */
export async function buildBundle(root: string, sources: string, tools: BuildTools): Promise<void> {
  const made = join(root, `app/.dist-${process.pid}`);
  try {
    await bundle(root, made, tools);
    await rm(join(made, 'metadata.json'), { force: true });
    const files = await compressAll(made);
    const manifest: Manifest = { sources, files };
    await writeFile(join(made, MANIFEST), JSON.stringify(manifest, null, 1));
    await rm(join(root, BUILT), { recursive: true, force: true });
    await rename(made, join(root, BUILT));
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

function findExpo(root: string): string | undefined {
  try {
    return createRequire(join(root, 'app/package.json')).resolve('expo/bin/cli');
  } catch {
    // Not installed: a server that only serves has no need of it.
    return undefined;
  }
}

async function bundle(root: string, made: string, { say, signal, environment }: BuildTools): Promise<void> {
  const expo = findExpo(root);
  if (!expo || !existsSync(expo))
    throw new Error('Expo is not installed; run «npm ci» in the folder of Pegasus.');
  const child = spawn(process.execPath, [expo, 'export', '--platform', 'web', '--output-dir', made], {
    cwd: join(root, 'app'),
    // No questions, no figures to anybody, no network.
    env: { ...environment, NODE_ENV: 'production', CI: '1', EXPO_NO_TELEMETRY: '1', EXPO_OFFLINE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_CHARACTERS);
      const bundled = /Bundled (\d+)ms/.exec(text)?.[1];
      if (bundled) say(`  bundled in ${(Number(bundled) / 1000).toFixed(0)} s, compressing …`);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`The app could not be built (exit ${code}):\n${output.trim()}`);
}

/** Puts a `.br` and a `.gz` beside every text file. Gives the addresses of all files. */
async function compressAll(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.filter((one) => TEXT.test(one))) {
    const content = await readFile(path);
    const [brotli, zipped] = await Promise.all([
      promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      promisify(gzip)(content, { level: 9 }),
    ]);
    if (brotli.length < content.length) await writeFile(`${path}.br`, brotli);
    if (zipped.length < content.length) await writeFile(`${path}.gz`, zipped);
  }
  return paths.map((path) => `/${relative(folder, path).split(sep).join('/')}`).sort();
}
