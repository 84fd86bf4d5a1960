import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { LaunchContext } from './define.ts';
import { productEnvironment } from './product.ts';

export interface CommandEnd {
  code: number;
  /** What it printed for machines. */
  result: unknown;
  errors: string;
}

/** Runs a `pegasus` command on the scratch folder's data, as whoever is on call would. */
export function runCommand(
  { root, scratch, signal }: LaunchContext,
  words: readonly string[],
  settings: Record<string, string> = {},
): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const program = [join(root, 'server/bin/pegasus.mjs'), '--json', ...words];
    const env = productEnvironment(scratch, settings);
    execFile(
      process.execPath,
      program,
      { cwd: root, env, signal, maxBuffer: 1e8 },
      (error, output, errors) => {
        const code = error ? error.code : 0;
        if (typeof code !== 'number') return reject(error);
        try {
          resolve({ code, result: JSON.parse(output), errors });
        } catch (cause) {
          reject(new Error(`«pegasus ${words.join(' ')}» ended with ${code} and said: ${errors}`, { cause }));
        }
      },
    );
  });
}
