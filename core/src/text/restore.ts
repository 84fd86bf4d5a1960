import { Problem } from '../problem.ts';
import type { Segment } from '../transcript.ts';
import { type JoinedText, joinSegments, type Sentence, splitSentences } from './sentences.ts';
import { spliceCuts } from './splices.ts';
import { isVerbal, type Tagger, type Token } from './tagger.ts';

/** How well marks tell sentences apart. */
export interface PunctuationQuality {
  words: number;
  /** Words for each mark that ends a sentence; the number of words where there is none. */
  wordsPerStop: number;
  /** Share of the words that stand in runs of more than 60 words without such a mark. */
  endless: number;
  good: boolean;
}

/** English speech runs at 12 to 25 words a sentence; twice that means that marks are missing. */
const WORDS_PER_STOP = 45;
const ENDLESS_SHARE = 0.5;
const RUN = 60;
/** Fewer words than this say nothing about punctuation. */
const ENOUGH_WORDS = 80;

export function punctuationQuality(text: string): PunctuationQuality {
  let words = 0;
  let stops = 0;
  let run = 0;
  let endless = 0;
  const close = () => {
    if (run > RUN) endless += run;
    run = 0;
  };
  for (const word of text.split(/\s+/)) {
    if (!word) continue;
    words += 1;
    run += 1;
    if (/[.?!…]["'”’)\]]*$/.test(word)) {
      stops += 1;
      close();
    }
  }
  close();
  const wordsPerStop = words / Math.max(1, stops);
  const share = words ? endless / words : 0;
  const good = words < ENOUGH_WORDS || (wordsPerStop <= WORDS_PER_STOP && share <= ENDLESS_SHARE);
  return { words, wordsPerStop, endless: share, good };
}

/** A pause that ends a sentence by itself, and one that does so where the next words can begin one. Seconds. */
const LONG_PAUSE = 0.9;
const SHORT_PAUSE = 0.35;

/** A sentence cannot end after these, whatever the pause: something must follow. */
const OPEN_ENDED = new Set(['DET', 'ADP', 'AUX', 'CCONJ', 'SCONJ', 'PART', 'ADJ', 'NUM']);
/** What a clause begins with. */
const OPENERS = new Set(['PRON', 'DET', 'CCONJ', 'SCONJ', 'ADV', 'NOUN', 'PROPN', 'INTJ']);

export interface RestoredSentences {
  sentences: Sentence[];
  /** True where sentences were told apart by pauses and not by marks. */
  restored: boolean;
}

/**
 * Sentences of a transcript. Where marks are missing they are told apart by pauses between segments, parts
 * of speech and capitals; the words stay as they are. Throws Problem `captions-unpunctuated` where neither
 * gives sentences.
 */
export function readSentences(segments: readonly Segment[], tagger: Tagger): RestoredSentences {
  const joined = joinSegments(segments);
  const quality = punctuationQuality(joined.text);
  if (quality.good) {
    const marked = splitSentences(joined);
    const cuts = spliceCuts(joined.text, marked, tagger);
    return { sentences: cuts.length > 0 ? splitSentences(joined, cuts) : marked, restored: false };
  }
  const sentences = splitSentences(joined, cutsByPause(joined, tagger));
  const words = sentences.reduce((sum, sentence) => sum + sentence.words, 0);
  const usable = sentences.reduce(
    (sum, sentence) => sum + (sentence.words >= 4 && sentence.words <= 45 ? sentence.words : 0),
    0,
  );
  if (words === 0 || usable / words < 0.6) {
    throw new Problem(
      'captions-unpunctuated',
      `There are ${Math.round(quality.wordsPerStop)} words for each full stop, and the pauses between captions do not tell sentences apart.`,
    );
  }
  return { sentences, restored: true };
}

function cutsByPause(joined: JoinedText, tagger: Tagger): number[] {
  const { segments, offsets, text } = joined;
  const cuts: number[] = [];
  const lowerCase = /\p{Ll}/u.test(text) && (text.match(/\s\p{Lu}\p{Ll}/gu)?.length ?? 0) < text.length / 300;
  const small = new Set(text.match(/(?<=^|\s)\p{Ll}[\p{L}'’]*/gu));
  let last = tagger.tag(textOf(joined, 0));
  for (let index = 1; index < segments.length; index += 1) {
    const next = tagger.tag(textOf(joined, index));
    const gap = (segments[index]?.start ?? 0) - (segments[index - 1]?.end ?? 0);
    const at = offsets[index];
    if (at !== undefined && endsHere(last, next, gap)) cuts.push(at);
    if (!lowerCase && at !== undefined) cuts.push(...cutsByCapital(next, at, small));
    if (next.length > 0) last = next;
  }
  return cuts;
}

function textOf({ text, offsets }: JoinedText, index: number): string {
  return text.slice(offsets[index] ?? 0, (offsets[index + 1] ?? text.length + 1) - 1);
}

function endsHere(before: readonly Token[], after: readonly Token[], gap: number): boolean {
  const last = before.at(-1);
  const first = after[0];
  if (!last || !first || gap < SHORT_PAUSE) return false;
  // «the | market», «we want to | buy»
  if (OPEN_ENDED.has(last.pos) && last.pos !== 'ADJ' && last.pos !== 'NUM' && last.pos !== 'AUX')
    return false;
  if (gap >= LONG_PAUSE) return true;
  return !OPEN_ENDED.has(last.pos) && OPENERS.has(first.pos) && after.slice(0, 8).some(isVerbal);
}

/**
 * Captions with capitals but no stops: a capital on a word that elsewhere goes without one begins a sentence.
 */
function cutsByCapital(tokens: readonly Token[], offset: number, small: ReadonlySet<string>): number[] {
  return tokens
    .filter((token, index) => index > 0 && /^\p{Lu}(?:\p{Ll}|$)/u.test(token.text) && small.has(token.lower))
    .map((token) => offset + token.start);
}
