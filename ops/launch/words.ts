/** Sounds of hesitation, which are no words and may be left out of a quote. */
const HESITATION = /^(?:u+m+|u+h+|erm+|hm+|mhm+|uhm+)$/;

/** The words of a text in lower case, whatever stands between them: enough to find a sentence in any format. */
export function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).filter((word) => !HESITATION.test(word));
}

/** The phrases that do not stand in the text, word after word. */
export function missingPhrases(phrases: readonly string[], text: string): string[] {
  const all = ` ${wordsOf(text).join(' ')} `;
  return phrases.filter((phrase) => !all.includes(` ${wordsOf(phrase).join(' ')} `));
}

/**
 * Share, 0 to 1, of the words of four letters or more of `text` that `other` has too, compared by their
 * first five letters so that endings do not count; 1 when there are none.
 */
export function sharedWords(text: string, other: string): number {
  const stems = (from: string) => new Set(wordsOf(from).map((word) => word.slice(0, 5)));
  const longer = stems(
    wordsOf(text)
      .filter((word) => word.length >= 4)
      .join(' '),
  );
  if (longer.size === 0) return 1;
  const there = stems(other);
  return [...longer].filter((stem) => there.has(stem)).length / longer.size;
}
