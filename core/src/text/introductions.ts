import { isFiniteVerb, leadLength, nounPhraseAt } from './clause.ts';
import { GENERIC_NOUNS } from './common-words.ts';
import { makeDefinition } from './definition-making.ts';
import { headOf, isNameLike, judgePredicate } from './definition-parts.ts';
import type { Definition } from './definitions.ts';
import { isQuestion, withoutNod } from './nods.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isNominal, isWord, type Token } from './tagger.ts';

/** Below that of a definition in one sentence: what «this» means is only told by where it stands. */
const TRUST = 0.8;
/** Words with which a sentence brings something up at its end. */
const BRINGS_UP =
  /^(?:is|are|be|called|use|uses|used|have|has|had|include|includes|contain|contains|get|gets|need|needs|via|into|in|with|of|by|as|or|and|through)$/;

/**
 * «It can also include flat files. These are files without an internal structure.»: a name at the very end of a
 * sentence, and what it is right after. Number must agree, and the name must be brought up there.
 */
export function introducedIn(sentence: TaggedSentence, before: TaggedSentence): Definition | undefined {
  if (!sentence.whole || !before.whole || isQuestion(sentence.text) || isQuestion(before.text))
    return undefined;
  if (sentence.speaker !== before.speaker || sentence.index !== before.index + 1) return undefined;
  const lead = leadLength(sentence.text);
  const end = withoutNod(sentence.text).length;
  const tokens = sentence.tokens.filter(({ start }) => start >= lead && start < end);
  const many = tokens[0]?.lower === 'these' && tokens[1]?.lower === 'are';
  const when = /^(?:when|where)$/.test(tokens[2]?.lower ?? '');
  const copula = when ? /^(?:is|'s|’s|occurs|happens)$/ : /^(?:is|'s|’s)$/;
  const one = tokens[0]?.lower === 'this' && copula.test(tokens[1]?.lower ?? '');
  if (!many && !one) return undefined;
  const article = tokens[2]?.lower;
  if (one && !when && !/^(?:an?|the)$/.test(article ?? '')) return undefined;
  const judged = judgePredicate(tokens, 2);
  if (judged?.form !== 'is' && !(one && when && judged?.form === 'where')) return undefined;
  const name = lastPhrase(before.tokens);
  if (!name) return undefined;
  const head = before.tokens[name.to - 1];
  if (!head || isPlural(head) !== many) return undefined;
  const words = before.tokens.slice(name.name, name.to);
  // «… in terms of attributes»
  if (GENERIC_NOUNS.has(headOf(before.tokens, name)?.lemma ?? '')) return undefined;
  if (!isNameLike(words, name.determiner, judged.form, words.filter(isWord).length > 1)) return undefined;
  const made = makeDefinition(
    sentence,
    tokens,
    { text: before.text, tokens: before.tokens, phrase: name },
    { from: 2, form: judged.form, trust: TRUST, to: tokens.length, sure: true },
  );
  return made && { ...made, plural: many, named: before.index };
}

/** The noun phrase with which a sentence ends, where a word just before it brings it up. */
function lastPhrase(tokens: readonly Token[]): ReturnType<typeof nounPhraseAt> {
  let to = tokens.length;
  while (to > 0 && !isWord(tokens[to - 1])) to -= 1;
  const whole = nounPhraseAt(tokens, 0);
  // «A deletion anomaly. This is when …»
  if (whole?.to === to && /^an?$/.test(whole.determiner ?? '')) return whole;
  for (let from = Math.max(1, to - 6); from < to; from += 1) {
    const phrase = nounPhraseAt(tokens, from);
    const before = tokens[from - 1];
    if (phrase?.to !== to || !before) continue;
    if (isNominal(before) || before.pos === 'ADJ' || before.pos === 'DET') continue;
    if (phrase.determiner === 'the' && tokens.slice(phrase.name, to).filter(isWord).length < 2)
      return undefined;
    const brings = BRINGS_UP.test(before.lower) || isFiniteVerb(tokens, from - 1) || before.pos === 'VERB';
    return brings ? phrase : undefined;
  }
  return undefined;
}

function isPlural({ lower, lemma }: Token): boolean {
  return lemma !== lower && lower.endsWith('s');
}
