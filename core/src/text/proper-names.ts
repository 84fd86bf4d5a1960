import type { TaggedSentence } from './tagged-sentence.ts';

/**
 * Words that keep their capital in the middle of a sentence. A capital at the beginning of one says nothing,
 * and taggers take many such words for names.
 */
export function properNames(sentences: readonly TaggedSentence[]): Set<string> {
  const capital = new Map<string, number>();
  for (const { tokens } of sentences) {
    for (const [index, token] of tokens.entries()) {
      const before = tokens[index - 1];
      if (!before || /^[.?!:;"“”'‘([…-]+$/.test(before.text) || !/^\p{L}/u.test(token.text)) continue;
      const step = /^\p{Lu}/u.test(token.text) ? 1 : -1;
      capital.set(token.lower, (capital.get(token.lower) ?? 0) + step);
    }
  }
  return new Set([...capital].filter(([, more]) => more > 0).map(([word]) => word));
}

/** The text with a small first letter, unless its first word is a name or an abbreviation in capitals. */
export function lowerFirst(text: string, names: ReadonlySet<string>): string {
  const first = text.match(/^[\p{L}\p{N}'’]+/u)?.[0] ?? '';
  if (first !== 'A' && (/^\p{Lu}{2}/u.test(first) || first === 'I' || names.has(first.toLowerCase())))
    return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}
