import { normalise } from '@pegasus/core/text/words.ts';
import type { Segment } from '@pegasus/core/transcript.ts';

/** The words of a stretch of a lecture, to look up what was said where. Case, spacing and punctuation do not count. */
export interface SpokenWords {
  has(id: string): boolean;
  /**
   * Ids of the segments in which a quote stands word for word, those of `preferred` if it stands there;
   * undefined where one of its parts (told apart by «…») was not said.
   */
  find(quote: string, preferred?: readonly string[]): string[] | undefined;
}

export function readSpokenWords(segments: readonly Segment[]): SpokenWords {
  let text = ' ';
  const ends: { id: string; end: number }[] = [];
  for (const segment of segments) {
    const words = normalise(segment.text);
    if (words !== '') text += `${words} `;
    ends.push({ id: segment.id, end: text.length });
  }
  const ids = new Set(segments.map(({ id }) => id));
  const between = (from: number, to: number): string[] => {
    const first = ends.findIndex(({ end }) => end > from);
    const last = ends.findIndex(({ end }) => end >= to);
    return ends.slice(first, last + 1).map(({ id }) => id);
  };
  const findPart = (words: string, preferred: ReadonlySet<string>): string[] | undefined => {
    let found: string[] | undefined;
    for (let at = text.indexOf(` ${words} `); at >= 0; at = text.indexOf(` ${words} `, at + 1)) {
      const here = between(at + 1, at + 1 + words.length);
      if (here.every((id) => preferred.has(id))) return here;
      found ??= here;
    }
    return found;
  };
  return {
    has: (id) => ids.has(id),
    find(quote, preferred = []) {
      const parts = quote
        .split(/…|\.{3,}/)
        .map(normalise)
        .filter((part) => part !== '');
      const wanted = new Set(preferred);
      const places = parts.map((part) => findPart(part, wanted));
      if (places.length === 0 || places.includes(undefined)) return undefined;
      return [...new Set(places.flatMap((place) => place ?? []))];
    },
  };
}
