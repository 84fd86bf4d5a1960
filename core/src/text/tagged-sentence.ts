import type { Sentence } from './sentences.ts';
import type { Tagger, Token } from './tagger.ts';

/** A sentence with the parts of speech of its words. Token places count from the start of its text. */
export interface TaggedSentence extends Sentence {
  tokens: readonly Token[];
}

export function tagSentences(sentences: readonly Sentence[], tagger: Tagger): TaggedSentence[] {
  return sentences.map((sentence) => ({ ...sentence, tokens: tagger.tag(sentence.text) }));
}
