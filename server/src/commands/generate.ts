import { basename, resolve } from 'node:path';
import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { exportFolderName } from '../exporters/file-name.ts';
import { EXIT } from './exit-code.ts';
import { writeExports } from './output-folder.ts';
import { showBlocks } from './show-blocks.ts';
import type { Terminal } from './terminal.ts';
import { runLoose } from './without-database.ts';

/** A transcript or captions in, material out. */
export async function runGenerate(
  file: string,
  options: { preset: string; out?: string; title?: string; course?: string },
  context: { config: Config; terminal: Terminal; signal: AbortSignal },
): Promise<{ code: number; result: unknown }> {
  const preset = presetById(options.preset);
  const title = options.title ?? basename(file).replace(/\.[^.]{1,5}$/, '');
  const about = { preset: preset.id, title, ...(options.course ? { courseName: options.course } : {}) };
  return runLoose(
    file,
    ['ingest', 'transcribe', 'generate', 'export'],
    about,
    context,
    async (made, seconds, tools, held) => {
      const { transcript, artifacts = [], exports = [] } = made;
      if (!transcript) throw new Problem('internal', 'The transcribe stage gave no transcript.');
      if (held !== undefined) {
        const problem = new Problem('material-thin', held);
        context.terminal.say(`\n${problem.message}`);
        return { code: EXIT.thin, result: { thin: held, artifacts, seconds, files: [] } };
      }
      for (const shown of shownArtifacts(artifacts, preset, transcript)) {
        context.terminal.say(showBlocks(shown.title, shown.blocks, context.terminal));
      }
      const files = options.out ? await writeExports(resolve(options.out), exports, tools.storage) : [];
      if (files.length > 0) context.terminal.say(`\nFiles:\n${files.map((path) => `  ${path}`).join('\n')}`);
      else context.terminal.say(`\nGive --out ${exportFolderName(title)} to write files.`);
      return { code: EXIT.ok, result: { artifacts, seconds, files } };
    },
  );
}
