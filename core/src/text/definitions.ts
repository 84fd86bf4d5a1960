import { hasFinite, leadLength, type NounPhrase, nounPhraseAt } from './clause.ts';
import { REMARK_NOUNS } from './common-words.ts';
import { makeDefinition } from './definition-making.ts';
import {
  afterScope,
  headOf,
  judgePredicate,
  phraseOrQuoted,
  RELATIVES,
  skipQuote,
} from './definition-parts.ts';
import { isQuestion } from './nods.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isNominal, isWord, type Token } from './tagger.ts';

export type DefinitionForm = 'is' | 'where' | 'means' | 'defined-as' | 'called' | 'which-is';

/** What the lecture says a term is. `definition` is a verbatim stretch of the sentence. */
export interface Definition {
  key: string;
  term: string;
  /** The article that was said with it. */
  article: string | undefined;
  plural: boolean;
  /** «The putting-out system was …»: asked about in the past, too. */
  past: boolean;
  definition: string;
  form: DefinitionForm;
  sentence: number;
  /** The sentence that gives the name, where it is another one: the one before. */
  named?: number;
  /** Order of trust, 0 to 1: how often a form held when its finds were read. */
  trust: number;
}

const COPULAS = new Set(['is', 'are', "'s", '’s', 'was', 'were']);
const SOFTENERS = new Set(
  'basically essentially just simply really technically then therefore thus actually generally typically usually often'.split(
    ' ',
  ),
);

/** The definitions that a sentence gives, by its form. Precise rather than complete. */
export function definitionsIn(sentence: TaggedSentence): Definition[] {
  const lead = leadLength(sentence.text);
  const tokens = sentence.tokens.filter((token) => token.start >= lead);
  if (tokens.length < 5 || !sentence.whole || isQuestion(sentence.text)) return [];
  if (/--|—|\[|\.\.\./.test(sentence.text)) return [];
  const found = [
    byCopula(sentence, tokens),
    byDefine(sentence, tokens),
    byMeaning(sentence, tokens),
    byCalling(sentence, tokens),
    byWhichIs(sentence, tokens),
    byWhenever(sentence, tokens),
    byCalledWhich(sentence, tokens),
  ];
  return found.filter((definition) => definition !== undefined).slice(0, 1);
}

/** «X is a Y that …», «X is where …», also after «In economics,». */
function byCopula(sentence: TaggedSentence, tokens: readonly Token[]): Definition | undefined {
  const start = afterScope(tokens);
  const subject = nounPhraseAt(tokens, start);
  if (!subject) return undefined;
  let at = skipQuote(tokens, subject.to);
  if (tokens[at]?.text === ',' && tokens[at + 1]?.lower === 'or') {
    const alias = nounPhraseAt(tokens, at + 2);
    if (alias && tokens[alias.to]?.text === ',') at = alias.to + 1;
  }
  // «X, as the name implies, is …»
  if (tokens[at]?.text === ',' && tokens[at + 1]?.lower === 'as' && tokens[at + 3]?.lower === 'name') {
    const close = tokens.findIndex((token, index) => index > at + 3 && token.text === ',');
    if (close > 0 && close <= at + 6) at = close + 1;
  }
  // «X, that's where …»
  if (
    tokens[at]?.text === ',' &&
    tokens[at + 1]?.lower === 'that' &&
    /^['’]s$/.test(tokens[at + 2]?.lower ?? '')
  )
    at += 2;
  const copula = tokens[at];
  if (!copula || !COPULAS.has(copula.lower)) return undefined;
  at += 1;
  // «Arkwright's mill …» is his; «Osmosis's a process …» has an article.
  if (/^['’]s$/.test(copula.lower) && !/^(?:an?|the|where|when|that)$/.test(tokens[at]?.lower ?? ''))
    return undefined;
  while (SOFTENERS.has(tokens[at]?.lower ?? '')) at += 1;
  const named = nameFor(tokens, at);
  if (named !== undefined) return make(sentence, tokens, subject, named, 'is', 0.86, tokens.length, true);
  const judged = judgePredicate(tokens, at, tokens[subject.to - 1]?.lower);
  if (!judged) return undefined;
  const past = /^(?:was|were)$/.test(copula.lower);
  // The past tells of one case more often than it defines.
  if (past && judged.form !== 'is') return undefined;
  const found = make(
    sentence,
    tokens,
    subject,
    at,
    judged.form,
    judged.trust - (past ? 0.05 : 0),
    tokens.length,
    judged.sure,
  );
  // A tagger may not know the plural of a rare word; the verb does.
  const plural = /^(?:are|were)$/.test(copula.lower) || (found?.plural && !/^(?:is|was)$/.test(copula.lower));
  return found && { ...found, past, plural: plural === true };
}

/** «X is the term for Y», «X is Mokyr's name for Y»: where Y begins. */
function nameFor(tokens: readonly Token[], at: number): number | undefined {
  const word = tokens.findIndex(
    (token, index) => index > at && /^(?:term|name|word|expression)$/.test(token.lower),
  );
  if (word < 0 || word > at + 4 || tokens[word + 1]?.lower !== 'for') return undefined;
  const between = tokens.slice(at, word);
  return between.every(
    ({ pos, lower }) => /^(?:the|a|an|another|['’]s)$/.test(lower) || pos === 'PROPN' || pos === 'ADJ',
  )
    ? word + 2
    : undefined;
}

/** «we define X as Y», «X is defined as Y». */
function byDefine(sentence: TaggedSentence, tokens: readonly Token[]): Definition | undefined {
  const at = tokens.findIndex((token) => /^(?:define|defined|defines)$/.test(token.lower));
  if (at < 0) return undefined;
  const as = tokens.findIndex(
    (token, index) =>
      index > at && (token.lower === 'as' || (token.lower === 'to' && tokens[index + 1]?.lower === 'be')),
  );
  if (as < 0) return undefined;
  const passive = as === at + 1 && COPULAS.has(tokens[at - 1]?.lower ?? '');
  const subject = passive ? nounPhraseAt(tokens, afterScope(tokens)) : phraseOrQuoted(tokens, at + 1);
  if (!subject || (passive ? subject.to !== at - 1 : skipQuote(tokens, subject.to) !== as)) return undefined;
  const from = tokens[as]?.lower === 'to' ? as + 2 : as + 1;
  return make(sentence, tokens, subject, from, 'defined-as', 0.95);
}

/** «by X we mean Y», «when we say X, we mean Y», «X means Y», «X refers to Y». */
function byMeaning(sentence: TaggedSentence, tokens: readonly Token[]): Definition | undefined {
  const at = tokens.findIndex((token) => /^(?:mean|means|refer|refers)$/.test(token.lower));
  if (at < 1) return undefined;
  const from = tokens[at]?.lower.startsWith('refer') ? at + 2 : at + 1;
  if (tokens[at]?.lower.startsWith('refer') && tokens[at + 1]?.lower !== 'to') return undefined;
  if (tokens[from]?.lower === 'is' || tokens[from]?.lower === 'by') return undefined;
  if (tokens[from]?.lower === 'that') return byMeaningThat(sentence, tokens, at);
  const speaker = tokens
    .slice(Math.max(0, at - 3), at)
    .some((token) => /^(?:we|i|you|people|they)$/.test(token.lower));
  if (speaker) {
    const say = tokens.findIndex((token) => /^(?:say|by)$/.test(token.lower));
    if (say < 0 || say > 5 || say > at) return undefined;
    const subject = phraseOrQuoted(tokens, say + 1);
    if (!subject || subject.to > at) return undefined;
    const between = tokens.slice(skipQuote(tokens, subject.to), at).filter(isWord);
    if (between.length > 3) return undefined;
    return make(sentence, tokens, subject, from, 'means', 0.9);
  }
  const subject = nounPhraseAt(tokens, afterScope(tokens));
  if (!subject || skipQuote(tokens, subject.to) !== at) return undefined;
  // «Psychologists mean something broader»: whoever means is no term.
  if (
    tokens[at]?.lower === 'mean' ||
    /^(?:something|nothing|a lot|more|less|it|this|different)\b/.test(tokens[from]?.lower ?? '')
  )
    return undefined;
  return make(sentence, tokens, subject, from, 'means', 0.8);
}

/** «Mutual exclusion means that only one thread …»: a name without an article, and a clause. */
function byMeaningThat(
  sentence: TaggedSentence,
  tokens: readonly Token[],
  at: number,
): Definition | undefined {
  const subject = nounPhraseAt(tokens, 0);
  if (!subject || subject.to !== at || subject.determiner || !hasFinite(tokens, at + 2)) return undefined;
  return make(sentence, tokens, subject, at + 2, 'means', 0.8);
}

/** «A Y that … is called X.» */
function byCalling(sentence: TaggedSentence, tokens: readonly Token[]): Definition | undefined {
  const at = tokens.findIndex(
    (token, index) =>
      /^(?:called|termed|named)$/.test(token.lower) && COPULAS.has(tokens[index - 1]?.lower ?? ''),
  );
  if (at < 5) return undefined;
  const subject = nounPhraseAt(tokens, 0);
  const name = phraseOrQuoted(tokens, at + 1);
  if (!subject || !name || skipQuote(tokens, name.to) < tokens.length - 1) return undefined;
  if (!/^(?:a|an|the|any|every)$/.test(subject.determiner ?? 'the')) return undefined;
  const next = tokens[subject.to];
  if (subject.to >= at - 3 || !next || !RELATIVES.has(next.lower)) return undefined;
  return make(sentence, tokens, name, 0, 'called', 0.9, at - 1);
}

/** «…, X, which is a Y that …» */
function byWhichIs(sentence: TaggedSentence, tokens: readonly Token[]): Definition | undefined {
  const at = tokens.findIndex(
    (token, index) => token.lower === 'which' && COPULAS.has(tokens[index + 1]?.lower ?? ''),
  );
  if (at < 3 || tokens[at - 1]?.text !== ',') return undefined;
  let from = at - 2;
  while (from > 0 && (isNominal(tokens[from - 1]) || tokens[from - 1]?.pos === 'ADJ')) from -= 1;
  const subject = nounPhraseAt(tokens, from);
  if (!subject || subject.to !== at - 1 || subject.to - subject.name < 2) return undefined;
  const judged = judgePredicate(tokens, at + 2);
  if (judged?.form !== 'is') return undefined;
  return make(sentence, tokens, subject, at + 2, 'which-is', 0.7);
}

/** «… what is called X, which means that …» */
function byCalledWhich(sentence: TaggedSentence, tokens: readonly Token[]): Definition | undefined {
  const at = tokens.findIndex((token) => /^(?:called|termed)$/.test(token.lower));
  const name = at > 0 ? phraseOrQuoted(tokens, at + 1) : undefined;
  const which = name ? skipQuote(tokens, name.to) + 1 : -1;
  if (!name || tokens[which - 1]?.text !== ',' || tokens[which]?.lower !== 'which') return undefined;
  if (!/^(?:is|means|are)$/.test(tokens[which + 1]?.lower ?? '')) return undefined;
  const from = tokens[which + 2]?.lower === 'that' ? which + 3 : which + 2;
  if (tokens[which + 2]?.lower !== 'that' && !judgePredicate(tokens, from)) return undefined;
  return make(sentence, tokens, name, from, 'means', 0.85);
}

/** «Whenever …, that is an X.» */
function byWhenever(sentence: TaggedSentence, tokens: readonly Token[]): Definition | undefined {
  const start = afterScope(tokens);
  if (!/^(?:when|whenever)$/.test(tokens[start]?.lower ?? '')) return undefined;
  const at = tokens.findIndex(
    (token, index) =>
      token.text === ',' &&
      tokens[index + 1]?.lower === 'that' &&
      COPULAS.has(tokens[index + 2]?.lower ?? ''),
  );
  if (at < 0) return undefined;
  const called = tokens[at + 3]?.lower === 'called' ? 1 : 0;
  const name = phraseOrQuoted(tokens, at + 3 + called);
  if (!name || skipQuote(tokens, name.to) < tokens.length - 1) return undefined;
  if (!/^an?$/.test(name.determiner ?? 'a') || REMARK_NOUNS.has(headOf(tokens, name)?.lemma ?? ''))
    return undefined;
  return make(sentence, tokens, name, start, 'where', 0.8, at);
}

function make(
  sentence: TaggedSentence,
  tokens: readonly Token[],
  phrase: NounPhrase,
  from: number,
  form: DefinitionForm,
  trust: number,
  to = tokens.length,
  sure = false,
): Definition | undefined {
  const named = { text: sentence.text, tokens, phrase };
  return makeDefinition(sentence, tokens, named, { from, form, trust, to, sure });
}
