/**
 * Signs that a recognizer talks to itself and not to the sound: phrases that go round, and more words than a
 * mouth can say. Both are known failures of attention decoders on noise, music and over-long sound.
 */

/** A phrase of up to this many words is looked for. */
const LONGEST_PHRASE = 12;
/** People do say "no, no, no"; a single word must come more often than a phrase to count. */
const MOST_TIMES = { word: 4, pair: 3, phrase: 2 } as const;

/**
 * The text with every looping phrase said once. `dropped` counts the words that went.
 * Words are compared without case and punctuation; the first saying is kept as it is written.
 */
export function collapseLoops(text: string): { text: string; dropped: number } {
  let words = text.split(/\s+/).filter(Boolean);
  const before = words.length;
  for (let size = 1; size <= LONGEST_PHRASE; size++) words = collapsePhrases(words, size);
  const dropped = before - words.length;
  return { text: dropped === 0 ? text : words.join(' '), dropped };
}

function collapsePhrases(words: string[], size: number): string[] {
  const keys = words.map(bare);
  const most = size === 1 ? MOST_TIMES.word : size === 2 ? MOST_TIMES.pair : MOST_TIMES.phrase;
  const kept: string[] = [];
  let at = 0;
  while (at < words.length) {
    let times = 1;
    while (samePhrase(keys, at, at + times * size, size)) times++;
    const looping = times > most;
    kept.push(...words.slice(at, at + (looping ? size : 1)));
    at += looping ? times * size : 1;
  }
  return kept;
}

function samePhrase(keys: readonly string[], first: number, second: number, size: number): boolean {
  if (second + size > keys.length) return false;
  for (let offset = 0; offset < size; offset++)
    if (keys[first + offset] !== keys[second + offset]) return false;
  return true;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');
}

/**
 * Whether `text` holds more than can be said in `seconds`. English lectures have 2.3 words a second and
 * conversations 3.5 (Tauroza and Allison 1990); six leaves room for recordings that were sped up. Short
 * stretches get an allowance, because their bounds are only good to a tenth of a second.
 */
export function tooFast(text: string, seconds: number): boolean {
  const words = text.split(/\s+/).filter(Boolean).length;
  return words > 2 + 6 * seconds;
}
