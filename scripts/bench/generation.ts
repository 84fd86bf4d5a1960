import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { enforce } from '@pegasus/core/grounding/enforce.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { type Segment, segmentId, Transcript, wordCount } from '@pegasus/core/transcript.ts';
import { LANGUAGE_PROVIDERS } from '@pegasus/server/language/registry.ts';
import { median } from './product.ts';
import type { Figure } from './run.ts';

const WORDS = 10_000;
const RUNS = 5;
/** A whole day of teaching: the longest that is promised to work. */
const MOST_WORDS = 60_000;
const LECTURES = ['cells-1-membranes', 'cells-2-enzymes', 'cells-3-respiration'];

/** Generator and quality rules together on 10,000 words, the first time and warm. */
export async function measureGeneration(): Promise<Figure[]> {
  const transcript = await longTranscript(WORDS);
  const words = wordCount(transcript);
  const provider = LANGUAGE_PROVIDERS.extractive();
  const preset = presetById('exam');
  const seconds: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const begin = performance.now();
    const request = { transcript, preset, courseName: 'Cells', lectureTitle: 'Long' };
    const draft = await provider.generate(request, {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    enforce(draft.bodies, { transcript, preset });
    seconds.push((performance.now() - begin) / 1000);
  }
  const day = await longTranscript(MOST_WORDS);
  const began = performance.now();
  const request = { transcript: day, preset, courseName: 'Cells', lectureTitle: 'A day' };
  const draft = await provider.generate(request, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  enforce(draft.bodies, { transcript: day, preset });
  const wholeDay = (performance.now() - began) / 1000;
  await provider.close();
  const [cold = Number.NaN, ...warm] = seconds;
  return [
    {
      row: `generate ${words} words, warm`,
      value: median(warm),
      unit: 's',
      aim: '< 1',
      note: `median of ${RUNS}`,
    },
    { row: `generate ${words} words, first time`, value: cold, unit: 's' },
    { row: `generate ${wordCount(day)} words`, value: wholeDay, unit: 's' },
    {
      row: `memory of that process at most`,
      value: process.resourceUsage().maxRSS / 1024,
      unit: 'MB',
      note: 'with all runs before it',
    },
  ];
}

/** The fixtures' lectures one after the other until there are words enough. */
export async function longTranscript(wanted: number): Promise<Transcript> {
  const folder = resolve(import.meta.dirname, '../../fixtures/transcripts');
  const texts = await Promise.all(LECTURES.map((name) => readFile(resolve(folder, `${name}.json`), 'utf8')));
  const lectures = texts.map((text) => Transcript.parse(JSON.parse(text)));
  const segments: Segment[] = [];
  let words = 0;
  let offset = 0;
  for (let at = 0; words < wanted; at++) {
    const lecture = lectures[at % lectures.length];
    if (!lecture) throw new Error('There are no transcripts to measure on.');
    for (const { start, end, text } of lecture.segments) {
      segments.push({ id: segmentId(segments.length), start: start + offset, end: end + offset, text });
    }
    words += wordCount(lecture);
    offset += lecture.seconds;
  }
  return { language: 'en', seconds: offset, segments, provenance: { provider: 'fixture' } };
}
