import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../..');
const Manifest = z.array(z.object({ file: z.string(), text: z.string() }));

/** A piece of speech and what is said in it. */
export interface Clip {
  path: string;
  text: string;
}

/** The clips of a folder by its manifest, or the sample lecture as the only one. */
export async function readClips(folder: string | undefined): Promise<Clip[]> {
  if (folder === undefined) {
    const text = await readFile(join(ROOT, 'fixtures/sample-lecture.txt'), 'utf8');
    return [{ path: join(ROOT, 'fixtures/sample-lecture.m4a'), text }];
  }
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  return manifest.map(({ file, text }) => ({ path: join(folder, file), text }));
}
