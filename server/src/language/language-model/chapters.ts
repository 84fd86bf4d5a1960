import { findChapters, type Chapter as Stretch } from '@pegasus/core/text/chapters.ts';
import type { TaggedSentence } from '@pegasus/core/text/tagged-sentence.ts';
import { wordsOf } from '@pegasus/core/text/words.ts';
import type { Segment, Transcript } from '@pegasus/core/transcript.ts';
import { estimateTokens } from './tokens.ts';

/** A stretch of the lecture that fits one call. Seconds. */
export interface Chapter {
  start: number;
  end: number;
  /** Its segments in order; one that is too long for a call stands in several chapters with a part of its text. */
  segments: Segment[];
}

/** Longest chapter that is about one thing and gets its fair share of a reply, in seconds. */
const LONGEST = 720;
/** Chapters are looked for somewhat shorter than what fits, so that few must be cut by force. */
const SLACK = 0.85;

/** How a segment is shown to the model. */
export function lineOf({ id, text }: Pick<Segment, 'id' | 'text'>): string {
  return `${id} | ${text.replace(/\s+/g, ' ').trim()}`;
}

/**
 * Chapters by the words of the segments, in any language, none of more tokens than `room`.
 * A transcript without words has none.
 */
export function cutChapters({ segments }: Pick<Transcript, 'segments'>, room: number): Chapter[] {
  const spoken = segments
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .flatMap((one) => cutText(one, room));
  if (spoken.length === 0) return [];
  const seconds = (spoken.at(-1)?.end ?? 0) - (spoken[0]?.start ?? 0);
  const tokens = spoken.reduce((sum, segment) => sum + sizeOf(segment), 0);
  const longest = Math.min(LONGEST, (SLACK * seconds * room) / tokens);
  const stretches = findChapters(spoken.map(toSentence), { shortest: longest / 3, longest });
  return stretches.flatMap((stretch) => fit(spoken, stretch, room)).map(toChapter);
}

function sizeOf(segment: Segment): number {
  return estimateTokens(`${lineOf(segment)}\n`);
}

/** A segment that fits by itself, or pieces of it by words. */
function cutText(segment: Segment, room: number): Segment[] {
  if (sizeOf(segment) <= room) return [segment];
  const pieces: Segment[] = [];
  for (const word of segment.text.split(/\s+/)) {
    const last = pieces.at(-1);
    const longer = last && { ...last, text: `${last.text} ${word}` };
    if (longer && sizeOf(longer) <= room) pieces[pieces.length - 1] = longer;
    // A single word that is too long is noise, and its beginning says so.
    else pieces.push({ ...segment, text: word.slice(0, room / 2) });
  }
  return pieces;
}

/** For the search every word of content counts alike: no tagger knows all languages. */
function toSentence({ id, text, start, end }: Segment, index: number): TaggedSentence {
  const words = wordsOf(text);
  const tokens = words
    .filter(({ content }) => content)
    .map((word) => ({
      text: word.text,
      lower: word.norm,
      lemma: word.stem,
      pos: 'NOUN' as const,
      start: word.start,
      end: word.end,
    }));
  return { index, text, segments: [id], start, end, words: words.length, whole: true, tokens };
}

/** Halves until each part fits. */
function fit(all: readonly Segment[], { from, to }: Pick<Stretch, 'from' | 'to'>, room: number): Segment[][] {
  const part = all.slice(from, to);
  const tokens = part.reduce((sum, segment) => sum + sizeOf(segment), 0);
  if (tokens <= room || part.length < 2) return [part];
  const middle = from + Math.ceil(part.length / 2);
  return [...fit(all, { from, to: middle }, room), ...fit(all, { from: middle, to }, room)];
}

function toChapter(segments: Segment[]): Chapter {
  return { start: segments[0]?.start ?? 0, end: segments.at(-1)?.end ?? 0, segments };
}
