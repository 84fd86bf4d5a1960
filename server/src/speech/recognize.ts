import { shortTime } from '@pegasus/core/clock.ts';
import type { RecognizedSegment } from './define.ts';
import { collapseLoops, tooFast } from './loop-guard.ts';
import { quietestPoint, type Stretch } from './segmenter.ts';

export type Decode = (samples: Float32Array) => Promise<string>;

/** Stretches shorter than this, in seconds, are not divided again. */
const SHORTEST_PIECE = 4;

/**
 * Turns one stretch into segments. When the text shows that the recognizer ran away, the sound is decoded
 * again in two pieces, which as a rule breaks the loop; what still loops is said once, what is still too
 * fast to be speech is dropped, and both are told through `onNote`.
 */
export async function recognizeStretch(
  stretch: Stretch,
  sampleRate: number,
  decode: Decode,
  onNote: (note: string) => void,
): Promise<RecognizedSegment[]> {
  const text = tidy(await decode(stretch.samples));
  const start = stretch.start / sampleRate;
  const end = stretch.end / sampleRate;
  const { text: once, dropped } = collapseLoops(text);
  const fast = tooFast(once, end - start);
  if (dropped === 0 && !fast) return once === '' ? [] : [{ start, end, text: once }];

  if (end - start >= SHORTEST_PIECE) {
    const segments: RecognizedSegment[] = [];
    for (const piece of divide(stretch, sampleRate)) {
      segments.push(...(await recognizeStretch(piece, sampleRate, decode, onNote)));
    }
    return segments;
  }
  if (fast) {
    onNote(`At ${shortTime(start)} words that came faster than speech were dropped.`);
    return [];
  }
  onNote(`At ${shortTime(start)} a phrase that the recognizer repeated was kept once.`);
  return [{ start, end, text: once }];
}

/** Two pieces, divided at the quietest point of the middle third. */
function divide(stretch: Stretch, sampleRate: number): [Stretch, Stretch] {
  const { samples, from, start, end } = stretch;
  const third = Math.floor(samples.length / 3);
  const cut = third + quietestPoint(samples.subarray(third, 2 * third), sampleRate);
  const moment = Math.min(Math.max(from + cut, start), end);
  return [
    { start, end: moment, from, samples: samples.subarray(0, cut) },
    { start: moment, end, from: from + cut, samples: samples.subarray(cut) },
  ];
}

/** Vocabulary pieces for single bytes come out as `<0xC3><0xA9>`; put together they are letters. */
function tidy(text: string): string {
  return text
    .replace(/(?:<0x[0-9A-F]{2}>)+/g, (bytes) =>
      Buffer.from(bytes.replace(/<0x|>/g, ''), 'hex').toString('utf8'),
    )
    .replace(/\s+/g, ' ')
    .trim();
}
