import { nounPhraseAt } from './clause.ts';
import { isNameLike } from './definition-parts.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isWord, slice } from './tagger.ts';

/** «This is called facilitated diffusion»: names of several words that a sentence gives to something. */
export function namesGivenIn({ text, tokens, whole }: TaggedSentence): string[] {
  if (!whole) return [];
  return tokens.flatMap((token, at) => {
    const called = /^(?:called|termed)$/.test(token.lower);
    const known = token.lower === 'known' && tokens[at + 1]?.lower === 'as';
    if (!called && !known) return [];
    const phrase = nounPhraseAt(tokens, at + (known ? 2 : 1));
    if (!phrase) return [];
    const name = tokens.slice(phrase.name, phrase.to);
    if (name.filter(isWord).length < 2 || !isNameLike(name, phrase.determiner, 'called')) return [];
    return [slice(text, tokens, phrase.name, phrase.to)];
  });
}
