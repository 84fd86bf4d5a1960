import { hasFinite, isQuoteMark, type NounPhrase, nounPhraseAt } from './clause.ts';
import { GENERIC_MODIFIERS, GENERIC_NOUNS, REMARK_ADJECTIVES, REMARK_NOUNS } from './common-words.ts';
import type { DefinitionForm } from './definitions.ts';
import { isNominal, isWord, type Token } from './tagger.ts';

export const RELATIVES = new Set([
  'that',
  'which',
  'who',
  'whose',
  'where',
  'when',
  'whereby',
  'in',
  'of',
  'for',
  'with',
  'between',
  'at',
  'from',
  'to',
  'on',
  'by',
  'used',
  'times',
  'without',
  'within',
  'over',
  'per',
  'divided',
  'about',
  'through',
  'across',
  'into',
  'against',
  'under',
  'after',
  'outside',
  'inside',
]);
const WH = new Set(['where', 'when', 'whenever', 'what', 'whatever', 'how']);

/** Adjectives that are a remark before «problem» and a fact before «molecule». */
const SIZES = new Set(['small', 'large', 'long', 'short', 'little', 'simple', 'single', 'big']);
/** Nouns that are everyday words, and terms of some subject. */
const TECHNICAL = new Set(
  'process program class function set group table key object type field number model state sequence series rule section property order text agreement argument operation condition'.split(
    ' ',
  ),
);

const PICTURED = new Set(
  'box arrow circle dot bullet panel column row rectangle triangle square icon button'.split(' '),
);

const NO_IDEA =
  /(?:thing|one|body)$|^(?:people|today|tomorrow|tonight|yesterday|god|gosh|hell|stuff|lot|half|rest|left|right|life|fun|work|class|lecture|homework|section|example)$/;

export function judgePredicate(
  tokens: readonly Token[],
  at: number,
  own?: string,
): { form: DefinitionForm; trust: number; sure?: boolean } | undefined {
  const first = tokens[at];
  if (!first) return undefined;
  if (WH.has(first.lower)) {
    return hasFinite(tokens, at + 1) && first.lower !== 'how' ? { form: 'where', trust: 0.8 } : undefined;
  }
  // «Elastic demand is demand where …»
  const next = tokens[at + 1]?.lower ?? '';
  if (own === first.lower && RELATIVES.has(next) && hasFinite(tokens, at + 2))
    return { form: 'is', trust: 0.9 };
  const demonstrative = first.lower === 'that' || first.lower === 'one';
  const predicate = predicateAt(tokens, at) ?? (demonstrative ? predicateAt(tokens, at + 1) : undefined);
  if (!predicate || predicate.to - predicate.name < 1) return undefined;
  const head = headOf(tokens, predicate);
  const idea =
    /^(?:idea|notion|concept|view|belief)$/.test(head?.lemma ?? '') && tokens[predicate.to]?.lower === 'that';
  // «Turnaround time is the time from …»
  const same = own !== undefined && head?.lower === own;
  // «Punishment is any consequence that …»
  // «… was a way of organising production in which …»
  const way = head?.lemma === 'way' && predicate.determiner === 'a' && tokens[predicate.to]?.lower === 'of';
  const any = predicate.determiner === 'any' || way;
  if (!head || (REMARK_NOUNS.has(head.lemma) && !idea && !same && !any)) return undefined;
  const words = tokens.slice(predicate.name, predicate.to);
  if (words.some(({ lower, pos }) => pos !== 'NOUN' && REMARK_ADJECTIVES.has(lower) && !SIZES.has(lower)))
    return undefined;
  if (predicate.determiner && !/^(?:a|an|the|that|any|one)$/.test(predicate.determiner)) return undefined;
  const after = tokens[predicate.to]?.lower ?? '';
  const modified = RELATIVES.has(after) || /(?:ed|ing)$/.test(after);
  const ofPhrase = words.some((token) => token.lower === 'of');
  if (!modified && !ofPhrase) return undefined;
  if (demonstrative && !modified) return undefined;
  if (!predicate.determiner && !modified) return undefined;
  const indefinite = predicate.determiner === 'a' || predicate.determiner === 'an';
  const trust = indefinite || (same && modified) ? 0.9 : modified && predicate.determiner ? 0.86 : 0.8;
  return { form: 'is', trust, sure: modified && predicate.determiner !== undefined && !demonstrative };
}

/** As `nounPhraseAt`, ending before «times», which taggers take for a noun. */
export function predicateAt(tokens: readonly Token[], at: number): NounPhrase | undefined {
  const phrase = nounPhraseAt(tokens, at);
  if (!phrase) return undefined;
  const times = tokens.findIndex(
    (token, index) => index > phrase.name && index < phrase.to && token.lower === 'times',
  );
  return times > 0 ? { ...phrase, to: times } : phrase;
}

/** The noun that says what kind of thing a phrase names: the last before «of». */
export function headOf(tokens: readonly Token[], phrase: NounPhrase): Token | undefined {
  const words = tokens.slice(phrase.name, phrase.to);
  const of = words.findIndex((token) => token.lower === 'of');
  return words.slice(0, of < 0 ? words.length : of).findLast(isNominal);
}

/** A term has a head of its own: «the answer», «a big problem», «these people» name nothing. */
export function isNameLike(
  name: readonly Token[],
  determiner: string | undefined,
  form: DefinitionForm,
  sure = false,
): boolean {
  const words = name.filter(isWord);
  const head = words.at(-1);
  if (
    !head ||
    words.length > 6 ||
    /^(?:way|thing|idea|kind|sort|stuff|case|sense|point|bit|lot)$/.test(head.lemma)
  )
    return false;
  if (determiner && !/^(?:a|an|the)$/.test(determiner)) return false;
  // «The blue box is where …»: a part of a picture that was shown.
  if (determiner === 'the' && PICTURED.has(head.lemma) && !words.some(({ pos }) => pos === 'PROPN'))
    return false;
  const content = words.filter((token) => isNominal(token) || token.pos === 'ADJ' || token.pos === 'VERB');
  const vague = (token: Token) =>
    GENERIC_NOUNS.has(token.lemma) ||
    GENERIC_MODIFIERS.has(token.lower) ||
    REMARK_ADJECTIVES.has(token.lower);
  // «A process is a program in execution.»
  const technical =
    sure &&
    content.length === 1 &&
    ((TECHNICAL.has(head.lemma) && /^an?$/.test(determiner ?? '')) ||
      // «Consideration is the price that …»: without an article, an everyday noun names an idea.
      (determiner === undefined && head.lower === head.lemma && !NO_IDEA.test(head.lower)));
  // «property rights»: two everyday nouns make a name
  const compound = sure && words.length > 1 && words.every(isNominal);
  if (content.length === 0 || (content.every(vague) && !technical && !compound)) return false;
  const first = words[0];
  if (
    first &&
    (GENERIC_MODIFIERS.has(first.lower) || REMARK_ADJECTIVES.has(first.lower)) &&
    words.length > 1 &&
    !/ly$/.test(first.lower)
  )
    return false;
  // «the government is …» goes on about something known; «the spacing effect is …» names.
  // «The Luddites were …»
  const people = content.length === 1 && head.pos === 'PROPN' && /^\p{Lu}.*s$/u.test(head.text);
  if (
    determiner === 'the' &&
    content.length < 2 &&
    !sure &&
    !people &&
    form !== 'defined-as' &&
    form !== 'means'
  )
    return false;
  if (words.length === 1 && (head.text.length < 3 || (GENERIC_NOUNS.has(head.lemma) && !technical)))
    return false;
  return !words.some(
    (token, index) =>
      /\d/.test(token.text) ||
      // «B cell», but not «cost C».
      (token.text.length === 1 &&
        token.lower !== 'a' &&
        !(/\p{Lu}/u.test(token.text) && index < words.length - 1)),
  );
}

/** Past «In economics,» and its like. */
export function afterScope(tokens: readonly Token[]): number {
  const first = tokens[0];
  if (first?.pos !== 'ADP' || /^(?:if|like)$/.test(first.lower)) return 0;
  const comma = tokens.findIndex((token) => token.text === ',');
  if (
    comma > 0 &&
    comma <= 5 &&
    !tokens.slice(0, comma).some((token) => token.pos === 'PRON' || token.pos === 'VERB')
  )
    return comma + 1;
  return 0;
}

export function skipQuote(tokens: readonly Token[], at: number): number {
  let index = at;
  while (
    isQuoteMark(tokens[index]) ||
    (tokens[index]?.text === ',' && (isQuoteMark(tokens[index + 1]) || isQuoteMark(tokens[index - 1])))
  )
    index += 1;
  return index;
}

/** A noun phrase, or whatever stands in quotation marks. */
export function phraseOrQuoted(tokens: readonly Token[], from: number): NounPhrase | undefined {
  if (isQuoteMark(tokens[from])) {
    const close = tokens.findIndex((token, index) => index > from && isQuoteMark(token));
    let to = close;
    while (to > from && !isWord(tokens[to - 1])) to -= 1;
    return close > from + 1 && to > from + 1
      ? { from, name: from + 1, to, determiner: undefined }
      : undefined;
  }
  return nounPhraseAt(tokens, from);
}
