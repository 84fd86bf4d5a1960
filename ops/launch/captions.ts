import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transcript } from '@pegasus/core/transcript.ts';
import type { LaunchContext } from './define.ts';

/** A lecture of the project as captions: all four stages in seconds, because nothing has to be heard. */
export async function captionsFile({ root, scratch }: LaunchContext): Promise<string> {
  const text = await readFile(join(root, 'fixtures/transcripts/cells-1-membranes.json'), 'utf8');
  const { segments } = Transcript.parse(JSON.parse(text));
  const cues = segments.map(({ start, end, text }) => `${clock(start)} --> ${clock(end)}\n${text}\n`);
  const file = join(scratch, 'lecture.vtt');
  await writeFile(file, ['WEBVTT\n', ...cues].join('\n'));
  return file;
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 23);
}
