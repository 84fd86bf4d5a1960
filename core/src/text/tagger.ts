/** Universal part-of-speech tags (Petrov, Das, McDonald 2012), as taggers of English give them. */
export type PartOfSpeech =
  | 'ADJ'
  | 'ADP'
  | 'ADV'
  | 'AUX'
  | 'CCONJ'
  | 'DET'
  | 'INTJ'
  | 'NOUN'
  | 'NUM'
  | 'PART'
  | 'PRON'
  | 'PROPN'
  | 'PUNCT'
  | 'SCONJ'
  | 'SYM'
  | 'VERB'
  | 'X';

/** A word or mark. `start` and `end` are its place in the tagged text, in UTF-16 units. */
export interface Token {
  text: string;
  lower: string;
  lemma: string;
  pos: PartOfSpeech;
  start: number;
  end: number;
}

/** Splits English text into tokens with their parts of speech. Contractions become two tokens. */
export interface Tagger {
  tag(text: string): Token[];
}

export function isNominal(token: Token | undefined): boolean {
  return token?.pos === 'NOUN' || token?.pos === 'PROPN';
}

export function isVerbal(token: Token | undefined): boolean {
  return token?.pos === 'VERB' || token?.pos === 'AUX';
}

export function isWord(token: Token | undefined): boolean {
  return (
    token !== undefined && token.pos !== 'PUNCT' && token.pos !== 'SYM' && /[\p{L}\p{N}]/u.test(token.text)
  );
}

/** The words of the text from one token to another, exactly as they stand. */
export function slice(text: string, tokens: readonly Token[], from: number, to: number): string {
  const first = tokens[from];
  const last = tokens[to - 1];
  return first && last ? text.slice(first.start, last.end) : '';
}
