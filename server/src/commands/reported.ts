import { writeFile } from 'node:fs/promises';
import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { listReported } from '../db/edits.ts';
import { getTranscript } from '../db/transcripts.ts';
import { openServices } from '../services.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes what students called wrong, each lecture with the words that it was made of, for
 * `npm run quality -- --reported FILE`. Nothing of it leaves this machine unless somebody sends the file.
 */
export async function runReported(
  options: { out: string },
  { config, terminal }: { config: Config; terminal: Terminal },
): Promise<{ code: number; result: unknown }> {
  const services = await openServices(config);
  try {
    const { kysely } = services.database;
    const items = await listReported(kysely);
    const ids = [...new Set(items.map(({ lectureId }) => lectureId))];
    const lectures = [];
    for (const lectureId of ids) {
      const own = items.filter((item) => item.lectureId === lectureId);
      const { segments } = await getTranscript(kysely, own[0]?.ownerId ?? '', lectureId);
      lectures.push({
        lectureId,
        segments,
        items: own.map(({ presetId, itemId, item, note, at }) => ({ presetId, itemId, item, note, at })),
      });
    }
    const text = `${JSON.stringify({ format: 'pegasus-reported', version: 1, lectures }, undefined, 1)}\n`;
    // It holds the words of lectures: for nobody else on this machine.
    await writeFile(options.out, text, { mode: 0o600 });
    terminal.print(`${items.length} reported items of ${lectures.length} lectures are in ${options.out}.`);
    return { code: EXIT.ok, result: { items: items.length, lectures: lectures.length, file: options.out } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))
      throw new Problem('file-unwritable', options.out, { cause: error });
    throw error;
  } finally {
    await services.close();
  }
}
