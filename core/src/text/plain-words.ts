/** Scripts that set no blanks between words: each sign is taken for a word. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const WORD = new RegExp(String.raw`[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])+`, 'gu');

export interface PlainWord {
  /** Without case, accents and typographic variants; letters and digits only. */
  word: string;
  /** Where it stands, in UTF-16 units. */
  start: number;
  end: number;
}

/** The words of a text as search compares them. Marks that carry vowels, as in Hindi, fall away alike on both sides. */
export function plainWords(text: string): PlainWord[] {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const word = match[0]
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
    return word ? [{ word, start: match.index, end: match.index + match[0].length }] : [];
  });
}
