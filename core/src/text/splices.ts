import { hasFinite, isFiniteVerb, leadLength, nounPhraseAt, previousWord } from './clause.ts';
import type { Sentence } from './sentences.ts';
import { isNominal, isWord, type Tagger, type Token } from './tagger.ts';

/** A side with fewer words is an aside, as in «I think, the price falls». */
const SHORTEST = 4;
/** What keeps a clause open over its comma: «we see that when the price rises, …». */
const OPENING =
  /^(?:if|when|whenever|while|unless|until|once|although|though|even|whether|whereas|where|wherever|how|what|who|why|which|given|suppose|imagine|say|assuming|let)$/;
const OPENING_CONJUNCTION = /^(?:as|since|after|before|because|that|like|so)$/;
const COMPARATIVE = /^(?:more|less|fewer|better|worse|\w+er)$/;
const SUBJECTS = /^(?:i|you|he|she|it|we|they|there|this|that|these|everybody|everyone|nobody)$/;

/**
 * Places in the text of a sentence, in UTF-16 units, where speech recognition put a comma between two sentences:
 * both sides have a subject and a finite verb of their own, and nothing joins them. A place is where the second
 * begins.
 */
export function splicesIn(text: string, tokens: readonly Token[]): number[] {
  const places: number[] = [];
  let from = tokens.findIndex(({ start }) => start >= leadLength(text));
  for (const [at, token] of tokens.entries()) {
    if (token.text !== ',' || at <= from) continue;
    const rest = tokens.slice(at + 1);
    const first = rest[0];
    if (!first || !isWhole(tokens.slice(from, at)) || !beginsSentence(rest)) continue;
    const comparative = COMPARATIVE.test(tokens[from + 1]?.lower ?? '') && tokens[from]?.lower === 'the';
    if (comparative) continue;
    places.push(first.start);
    from = at + 1;
  }
  return places;
}

/** Cuts for `splitSentences`: the places of all comma splices in the joined text. */
export function spliceCuts(text: string, sentences: readonly Sentence[], tagger: Tagger): number[] {
  let from = 0;
  return sentences.flatMap((sentence) => {
    const at = text.indexOf(sentence.text, from);
    if (at < 0) return [];
    from = at + sentence.text.length;
    if (!sentence.whole || sentence.words < 2 * SHORTEST || !sentence.text.includes(',')) return [];
    return splicesIn(sentence.text, tagger.tag(sentence.text)).map((place) => at + place);
  });
}

/** A clause with its own subject and verb that waits for nothing. */
function isWhole(tokens: readonly Token[]): boolean {
  if (tokens.filter(isWord).length < SHORTEST || !hasFinite(tokens)) return false;
  if (tokens.some((_, index) => keepsOpen(tokens, index))) return false;
  // «in that part, which was under ice, …»: a verb of its own, and not only one that says which.
  const verb = tokens.findIndex(
    (_, index) =>
      isFiniteVerb(tokens, index) &&
      !(opensWithPlace(tokens) && /^(?:that|which|who)$/.test(previousWord(tokens, index)?.lower ?? '')),
  );
  if (verb < 0) return false;
  const subject = tokens.slice(0, verb).some((token) => isNominal(token) || token.pos === 'PRON');
  // «… not only», «both …»: the second half is still to come.
  return subject && !tokens.some(({ lower }) => /^(?:both|either|neither|only)$/.test(lower));
}

/** «In this area that was …»: waits for its sentence, connecting words before it passed over. */
function opensWithPlace(tokens: readonly Token[]): boolean {
  const first = tokens.find(
    (token) => isWord(token) && !/^(?:conversely|similarly|so|and|but|also)$/.test(token.lower),
  );
  return first?.pos === 'ADP';
}

function keepsOpen(tokens: readonly Token[], index: number): boolean {
  const { lower, pos } = tokens[index] ?? { lower: '', pos: 'X' };
  if (OPENING.test(lower)) return true;
  // «each time the price falls, …»
  if (lower === 'time' && /^(?:each|every|any|next|first)$/.test(tokens[index - 1]?.lower ?? '')) return true;
  if (!OPENING_CONJUNCTION.test(lower) || pos === 'DET' || pos === 'PRON') return false;
  // «… because as the price goes up, …»
  return index === 0 || (/^(?:as|since|after|before)$/.test(lower) && hasFinite(tokens, index + 2));
}

/** A subject, and its verb right after it. */
function beginsSentence(tokens: readonly Token[]): boolean {
  const first = tokens[0];
  if (!first || tokens.filter(isWord).length < SHORTEST) return false;
  const phrase = SUBJECTS.test(first.lower) ? { to: 1, determiner: undefined } : nounPhraseAt(tokens, 0);
  if (!phrase) return false;
  if (phrase.determiner === 'the' && COMPARATIVE.test(tokens[1]?.lower ?? '')) return false;
  const verb = tokens.findIndex(
    (token, index) => index >= phrase.to && token.pos !== 'ADV' && token.pos !== 'PART',
  );
  if (verb < 0 || verb > phrase.to + 2 || !isFiniteVerb(tokens, verb)) return false;
  const end = tokens.findIndex(({ text }) => text === ',');
  const own = end < 0 ? tokens.length : end;
  return own > verb && previousWord(tokens, verb) !== undefined && own >= SHORTEST;
}
