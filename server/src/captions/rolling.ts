import type { TimedText } from './define.ts';

/** A caption after its markup is gone: its lines, none of them empty. */
export interface ShownCaption {
  start: number;
  end: number;
  lines: string[];
}

/** Captions further apart than this, in seconds, do not roll into each other. */
const TOUCHING = 0.1;

/** Rolling is a habit of a whole file. Fewer repeats than this are people who repeat themselves. */
const ROLLING = { least: 3, share: 0.3 } as const;

/**
 * Automatic captions roll: each shows the line before it again, or grows word by word. Gives every word
 * once, at the time it first appeared, in order of time and as far as possible without overlap.
 */
export function unroll(captions: readonly ShownCaption[]): TimedText[] {
  const sorted = captions
    .filter(({ lines }) => lines.length > 0)
    .toSorted((one, other) => one.start - other.start)
    .filter((caption, index, all) => !isSame(all[index - 1], caption));
  const repeats = sorted.map((caption, index) => repeatedWords(sorted[index - 1], caption));
  const repeating = repeats.filter((count) => count > 0).length;
  const rolls = repeating >= ROLLING.least && repeating >= (sorted.length - 1) * ROLLING.share;

  const segments: TimedText[] = [];
  for (const [index, { start, end, lines }] of sorted.entries()) {
    const words = wordsOf(lines);
    const fresh = rolls ? words.slice(repeats[index]) : words;
    const previous = segments.at(-1);
    if (fresh.length > 0) segments.push({ start, end, text: fresh.join(' ') });
    else if (previous) previous.end = Math.max(previous.end, end);
  }
  return withoutOverlap(segments);
}

/** A screen shows no more lines than this; it also bounds the work that a hostile file can ask for. */
const SCREEN_LINES = 8;

/** How many words at the beginning of a caption were already shown by the one before it. */
function repeatedWords(before: ShownCaption | undefined, caption: ShownCaption): number {
  if (!before || caption.start > before.end + TOUCHING) return 0;
  const words = wordsOf(caption.lines);
  const tail: string[] = [];
  let repeated = 0;
  // Only whole lines are taken for repeats: a single word on both sides of a border is just a word.
  for (const line of before.lines.slice(-SCREEN_LINES).toReversed()) {
    tail.unshift(...wordsOf([line]));
    if (tail.length > words.length) break;
    if (tail.every((word, index) => word === words[index])) repeated = tail.length;
  }
  return repeated;
}

function isSame(before: ShownCaption | undefined, caption: ShownCaption): boolean {
  return (
    before?.start === caption.start &&
    before.end === caption.end &&
    before.lines.join('\n') === caption.lines.join('\n')
  );
}

/** Ends a caption where the next one begins; two that begin together are two people, and keep their ends. */
function withoutOverlap(segments: TimedText[]): TimedText[] {
  return segments.map((segment, index) => {
    const next = segments[index + 1];
    return next && next.start > segment.start && next.start < segment.end
      ? { ...segment, end: next.start }
      : segment;
  });
}

function wordsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
