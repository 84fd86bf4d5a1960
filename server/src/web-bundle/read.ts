import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { BUILT, type BundleFile, MANIFEST, Manifest, type WebBundle } from './define.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
};

/** Names that a build gives hold the hash of the content; a font of ours holds the number of its version. */
const IMMUTABLE = /^\/(?:_expo\/static\/|assets\/.*\.[0-9a-f]{32}\b|fonts\/.*\.\d+\.woff2$)/;

/** What a build left; undefined when there is none, or none that is whole. */
export async function readManifest(root: string): Promise<Manifest | undefined> {
  const text = await readFile(join(root, BUILT, MANIFEST), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : Manifest.parse(JSON.parse(text));
}

/** The built app in memory: a few megabytes, which a build that runs beside it cannot take away. */
export async function readBundle(root: string, { files }: Manifest): Promise<WebBundle> {
  const read = await Promise.all(
    files.map(async (path) => [path, await readOne(join(root, BUILT), path)] as const),
  );
  return new Map(read);
}

async function readOne(folder: string, path: string): Promise<BundleFile> {
  const file = join(folder, path);
  const [content, brotli, gzip] = await Promise.all([
    readFile(file),
    readIfThere(`${file}.br`),
    readIfThere(`${file}.gz`),
  ]);
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    tag: createHash('sha256').update(content).digest('base64url').slice(0, 22),
    immutable: IMMUTABLE.test(path),
    content,
    ...(brotli ? { brotli } : {}),
    ...(gzip ? { gzip } : {}),
  };
}

function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
