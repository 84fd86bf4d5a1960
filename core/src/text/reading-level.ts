/** Syllables by groups of vowels, with the silent endings of English. At least 1. */
export function syllables(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '');
  if (plain.length <= 3) return 1;
  const groups = plain.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, '').match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 1);
}

/**
 * School grade at which a text reads easily (Kincaid, Fishburne, Rogers, Chissom 1975). 0 for no words.
 * Never below 0.
 */
export function readingGrade(text: string): number {
  const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
  if (words.length === 0) return 0;
  const sentences = Math.max(1, text.match(/[.?!…]+(?=["'”’)\]]*(?:\s|$))/g)?.length ?? 1);
  const beats = words.reduce((sum, word) => sum + syllables(word), 0);
  return Math.max(0, 0.39 * (words.length / sentences) + 11.8 * (beats / words.length) - 15.59);
}
