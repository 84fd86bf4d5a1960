import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { shortTime } from '@pegasus/core/clock.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { runLoose } from './without-database.ts';

/** A recording in, its transcript out. */
export async function runTranscribe(
  file: string,
  options: { out?: string },
  context: { config: Config; terminal: Terminal; signal: AbortSignal },
): Promise<{ code: number; result: unknown }> {
  return runLoose(file, ['ingest', 'transcribe'], {}, context, async ({ transcript }, seconds) => {
    if (!transcript) throw new Problem('internal', 'The transcribe stage gave no transcript.');
    if (options.out) {
      const path = resolve(options.out);
      await writeFile(path, `${JSON.stringify(transcript, null, 2)}\n`).catch((error) => {
        throw new Problem('file-unwritable', `The file is ${path}.`, { cause: error });
      });
      context.terminal.say(`\nFile:\n  ${path}`);
    } else {
      for (const { start, text } of transcript.segments)
        context.terminal.say(`${context.terminal.dim(shortTime(start).padStart(8))}  ${text}`);
    }
    return { code: EXIT.ok, result: { transcript, seconds } };
  });
}
