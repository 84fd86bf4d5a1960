import type { Segment } from '../transcript.ts';
import { beginsHesitant, withoutHesitation } from './hesitation.ts';
import { speakerLabels } from './speakers.ts';

/** A sentence as it was said: a stretch of the joined segments, never altered. Times in seconds. */
export interface Sentence {
  index: number;
  text: string;
  /** Ids of the segments that it touches, in order. */
  segments: string[];
  start: number;
  end: number;
  words: number;
  speaker?: string;
  /** False for a piece of something too long to be a sentence: good for counting words, not for showing. */
  whole: boolean;
}

/** The segments as one text, with the way back from a place in it to a segment. */
export interface JoinedText {
  text: string;
  /** For each segment, where it begins in the text, in UTF-16 units. */
  offsets: number[];
  segments: readonly Segment[];
}

/** Longer than this, in words, nothing is taken for a sentence. */
export const LONGEST_SENTENCE = 90;
const PIECE = 60;

const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof st vs etc e.g i.e eg ie cf fig figs eq eqs no vol ch sec approx dept est inc ltd co jr sr u.s u.k u.n a.m p.m al gen col sgt rev hon ca'.split(
    ' ',
  ),
);
/** Words that begin a sentence far more often than they follow an initial. */
const STARTERS =
  /^(?:a|all|also|an|and|as|at|because|but|can|do|does|each|for|from|he|here|how|i|if|in|is|it|its|let|my|no|not|now|of|on|once|one|or|our|she|so|some|that|the|their|then|there|these|they|this|those|to|we|well|what|when|where|which|who|why|with|yeah|yes|you|your)(?:$|['’])/i;

export function joinSegments(segments: readonly Segment[]): JoinedText {
  const offsets: number[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const segment of segments) {
    const said = segment.text.replace(/\s+/g, ' ').trim();
    const text = withoutHesitation(said);
    // «is, | uh, the part»: the comma before belongs to the sound.
    const before = parts.at(-1);
    if (before?.endsWith(',') && beginsHesitant(said)) {
      parts[parts.length - 1] = before.slice(0, -1);
      at -= 1;
    }
    offsets.push(at);
    parts.push(text);
    at += text.length + 1;
  }
  return { text: parts.join(' '), offsets, segments };
}

/**
 * Sentences by their punctuation, across the borders of segments; a speaker's label ends a sentence and is
 * not part of the next. `cuts` are further places (UTF-16 units of the joined text) where one begins.
 */
export function splitSentences(joined: JoinedText, cuts: readonly number[] = []): Sentence[] {
  const { text } = joined;
  const labels = speakerLabels(joined);
  const borders = new Set<number>([...stops(text), ...cuts]);
  const skips = new Map(labels.map((label) => [label.start, label]));
  for (const label of labels) borders.add(label.start);
  const ordered = [...borders, text.length].sort((a, b) => a - b);
  const sentences: Sentence[] = [];
  let from = 0;
  let speaker: string | undefined;
  for (const border of ordered) {
    if (border > from) pushSentence(sentences, joined, from, border, speaker);
    const label = skips.get(border);
    if (label) speaker = label.speaker;
    from = Math.max(from, label ? label.end : border);
  }
  return sentences;
}

function pushSentence(
  sentences: Sentence[],
  joined: JoinedText,
  from: number,
  to: number,
  speaker: string | undefined,
): void {
  const raw = joined.text.slice(from, to);
  const lead = raw.length - raw.trimStart().length;
  // A comma at the end stood between two sentences that were told apart.
  const text = raw.trim().replace(/,$/, '');
  if (!/[\p{L}\p{N}]/u.test(text)) return;
  const words = text.split(/\s+/).length;
  const start = from + lead;
  if (words <= LONGEST_SENTENCE) {
    sentences.push(place(joined, start, start + text.length, words, speaker, sentences.length, true));
    return;
  }
  // Too long to be one: pieces by words, so that no later step meets a text without bounds.
  for (const piece of text.matchAll(new RegExp(`(?:\\S+\\s*){1,${PIECE}}`, 'g'))) {
    const at = start + piece.index;
    const body = piece[0].trim();
    const count = body.split(/\s+/).length;
    sentences.push(place(joined, at, at + body.length, count, speaker, sentences.length, false));
  }
}

function place(
  joined: JoinedText,
  from: number,
  to: number,
  words: number,
  speaker: string | undefined,
  index: number,
  whole: boolean,
): Sentence {
  const first = segmentAt(joined.offsets, from);
  const last = segmentAt(joined.offsets, to - 1);
  const sentence: Sentence = {
    index,
    text: joined.text.slice(from, to),
    segments: joined.segments.slice(first, last + 1).map(({ id }) => id),
    start: timeAt(joined, first, from),
    end: timeAt(joined, last, to),
    words,
    whole,
  };
  return speaker === undefined ? sentence : { ...sentence, speaker };
}

/** The segment in which a place of the joined text lies (binary search). */
export function segmentAt(offsets: readonly number[], at: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Time inside a segment by its share of characters. */
function timeAt(joined: JoinedText, segment: number, at: number): number {
  const { start = 0, end = 0 } = joined.segments[segment] ?? {};
  const offset = joined.offsets[segment] ?? 0;
  const length = (joined.offsets[segment + 1] ?? joined.text.length + 1) - offset - 1;
  const share = length > 0 ? Math.min(1, Math.max(0, (at - offset) / length)) : 0;
  return start + (Math.max(start, end) - start) * share;
}

/** Places right after a full stop, question mark or exclamation mark that ends a sentence. */
function stops(text: string): number[] {
  const places: number[] = [];
  for (const match of text.matchAll(/([.?!…]+)(["'”’)\]]*)\s+/g)) {
    const next = text.slice(match.index + match[0].length).match(/^["'“‘([<-]*(\S+)/)?.[1] ?? '';
    const marks = match[1] ?? '';
    const before = text.slice(Math.max(0, match.index - 24), match.index).match(/(\S+)$/)?.[1] ?? '';
    // Speech recognition does not always begin a sentence with a capital.
    if (/^\p{Ll}/u.test(next) && (!/^[.?]$/.test(marks) || match[2] || !/^\p{L}{3,}$/u.test(before)))
      continue;
    if (marks === '.' && isAbbreviation(before.replace(/^["'“‘([]+/, ''), next)) continue;
    places.push(match.index + match[0].length);
  }
  return places;
}

function isAbbreviation(before: string, next: string): boolean {
  if (ABBREVIATIONS.has(before.toLowerCase())) return true;
  // An initial stands before a name: «J. Smith», but not «we call it Q. It …».
  return (
    /^\p{Lu}$/u.test(before) && /^\p{Lu}/u.test(next) && !STARTERS.test(next.replace(/[^\p{L}'’]/gu, ''))
  );
}
