import type { Segment } from '@pegasus/core/transcript.ts';
import { oneLine } from './plain-text.ts';

/** What is on the screen at a time. Whole milliseconds; every cue lasts, and ends before the next begins. */
export interface SubtitleCue {
  start: number;
  end: number;
  lines: string[];
}

/** Line length and number of lines of the BBC and Netflix guidelines for subtitles. */
const LINE_CHARACTERS = 42;
const CUE_LINES = 2;

/**
 * Segments as subtitles: long ones become several, each on the screen in proportion to its characters.
 * Words are never broken, so a word longer than a line makes a longer line.
 */
export function* subtitleCues(segments: readonly Segment[]): Generator<SubtitleCue> {
  const spoken = segments
    .map(({ start, end, text }) => ({
      start: Math.round(start * 1000),
      end: Math.round(end * 1000),
      pages: pagesOf(oneLine(text)),
    }))
    .filter(({ pages }) => pages.length > 0)
    .toSorted((one, other) => one.start - other.start);
  let free = 0;
  for (const [index, { start, end, pages }] of spoken.entries()) {
    const from = Math.max(start, free);
    const next = spoken[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    // Whoever speaks at the same time as the next one, or outside the order, still gets a millisecond a page.
    const to = Math.max(next > start ? Math.min(end, next) : end, from + pages.length);
    yield* share(pages, from, to);
    free = to;
  }
}

function* share(pages: readonly string[][], from: number, to: number): Generator<SubtitleCue> {
  const weights = pages.map((lines) => lines.join(' ').length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // A millisecond a page is given first, so that rounding leaves none without time.
  const spare = to - from - pages.length;
  let weight = 0;
  let start = from;
  for (const [index, lines] of pages.entries()) {
    weight += weights[index] ?? 0;
    const end = from + index + 1 + Math.floor((spare * weight) / total);
    yield { start, end, lines };
    start = end;
  }
}

/** Lines that are as even as the same number of lines allows, two at a time. */
function pagesOf(text: string): string[][] {
  if (!text) return [];
  const words = text.split(' ').map((word) => ({ word, width: widthOf(word) }));
  const fewest = wrap(words, LINE_CHARACTERS).length;
  let width = LINE_CHARACTERS;
  while (width > 1 && wrap(words, width - 1).length === fewest) width -= 1;
  const lines = wrap(words, width);
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += CUE_LINES) pages.push(lines.slice(at, at + CUE_LINES));
  return pages;
}

function wrap(words: readonly { word: string; width: number }[], most: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let filled = 0;
  for (const { word, width } of words) {
    if (line.length > 0 && filled + 1 + width > most) {
      lines.push(line.join(' '));
      line = [];
      filled = 0;
    }
    filled += width + (line.length > 0 ? 1 : 0);
    line.push(word);
  }
  if (line.length > 0) lines.push(line.join(' '));
  return lines;
}

const SEGMENTER = new Intl.Segmenter('und');

/** Characters as a reader counts them: an emoji of seven code points is one. */
function widthOf(word: string): number {
  if (/^[ -~]*$/.test(word)) return word.length;
  return [...SEGMENTER.segment(word)].length;
}
