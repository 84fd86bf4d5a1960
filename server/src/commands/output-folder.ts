import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ExportFile } from '@pegasus/core/export-file.ts';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import type { Storage } from '../storage/define.ts';

/** Copies exports into a folder for people; gives the paths. Throws Problem `file-unwritable` or `disk-full`. */
export async function writeExports(
  folder: string,
  files: readonly ExportFile[],
  storage: Storage,
): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    const paths: string[] = [];
    for (const file of files) {
      const path = join(folder, file.fileName);
      await pipeline(storage.get(file.objectKey), createWriteStream(path));
      paths.push(path);
    }
    return paths;
  } catch (error) {
    const problem = toProblem(error);
    throw problem.code === 'internal'
      ? new Problem('file-unwritable', `The folder is ${folder}.`, { cause: error })
      : problem;
  }
}
