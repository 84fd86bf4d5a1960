import { join } from 'node:path';
import { Transcript } from '@pegasus/core/transcript.ts';
import { z } from 'zod';
import type { Clip } from './clips.ts';
import { runJson } from './product.ts';
import type { Figure } from './run.ts';
import { writeSpeech } from './speech-file.ts';
import { sumErrors, wordErrorRate } from './wer.ts';

const Heard = z.object({ transcript: Transcript });

/** Word error rate over all clips, each as a recording of its own and all as one, by `pegasus transcribe`. */
export async function measureWords(clips: readonly Clip[], scratch: string): Promise<Figure[]> {
  const each = [];
  for (const clip of clips) each.push(wordErrorRate(clip.text, await hear(clip.path)));
  const apart = sumErrors(each);
  const together = join(scratch, 'together.wav');
  await writeSpeech(together, clips, { pauseSeconds: 1 });
  const whole = wordErrorRate(clips.map(({ text }) => text).join(' '), await hear(together));
  const figure = (row: string, { rate, words }: { rate: number; words: number }): Figure => ({
    row,
    value: 100 * rate,
    unit: '%',
    aim: '<= 3.5',
    note: `${words} words`,
  });
  return [
    figure(`word error rate, ${clips.length} recordings`, apart),
    figure('word error rate, as one recording', whole),
  ];
}

async function hear(path: string): Promise<string> {
  const { transcript } = Heard.parse(await runJson(['transcribe', path]));
  return transcript.segments.map(({ text }) => text).join(' ');
}
