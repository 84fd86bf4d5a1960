import { hasFinite, isFiniteVerb, leadLength, nounPhraseAt } from './clause.ts';
import { GENERIC_NOUNS, REMARK_NOUNS } from './common-words.ts';
import { headOf } from './definition-parts.ts';
import { isQuestion, withoutNod } from './nods.ts';
import { dangles, isExpletive, pointsBack } from './pronouns.ts';
import { lowerFirst } from './proper-names.ts';
import { flawOf } from './quotable.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isWord, slice, type Token } from './tagger.ts';

/** What a sentence gives a reason for, and the reason, both in its own words. */
export interface Cause {
  /** «Why …?», from the words of the effect. */
  question: string;
  effect: string;
  /** Verbatim, from «because» on. */
  reason: string;
  sentence: number;
  /** The sentence that holds the reason; mostly the same. */
  reasonSentence: number;
}

const SHORTEST_SIDE = 4;
/** «Vaccination works because …» */
const SHORTEST_EFFECT = 2;
/** Longest subject such as «creating a new process», in tokens. */
const MOST_GERUND = 6;
const BE_LIKE = new Set(
  'is are was were can could will would should must may might has have had does do did'.split(' '),
);

/**
 * An effect and its reason around an in-sentence «because». The effect must name its subject, so that the
 * question can be asked by itself.
 */
export function causeIn(sentence: TaggedSentence, names: ReadonlySet<string>): Cause | undefined {
  const lead = leadLength(sentence.text);
  const end = withoutNod(sentence.text).length;
  const tokens = sentence.tokens.filter((token) => token.start >= lead && token.start < end);
  const places = tokens.flatMap((token, index) => (token.lower === 'because' ? [index] : []));
  const at = places[0];
  if (at === undefined || places.length > 1 || at < SHORTEST_EFFECT) return undefined;
  const to = trimEnd(tokens, at);
  const effect = tokens.slice(0, to);
  const reason = tokens.slice(at);
  if (reason.filter(isWord).length <= SHORTEST_SIDE || !hasFinite(tokens, at + 1)) return undefined;
  if (
    /^(?:not|just|only|simply|precisely|that|is|'s|partly|mainly|maybe|perhaps|probably)$/.test(
      tokens[to - 1]?.lower ?? '',
    )
  )
    return undefined;
  if (
    effect.some(
      (token, index) =>
        /^(?:this|that|these|those|here|i|my|me|let|so)$/.test(token.lower) &&
        !isComplementizer(effect, index),
    )
  )
    return undefined;
  if (!isAskable(effect) || !isSoundReason(sentence.text, tokens, at)) return undefined;
  const question = whyQuestion(sentence.text, effect, names) ?? whyIsIt(sentence.text, effect, names);
  if (!question) return undefined;
  return {
    question,
    effect: slice(sentence.text, tokens, 0, to),
    reason: slice(sentence.text, tokens, at, tokens.length),
    sentence: sentence.index,
    reasonSentence: sentence.index,
  };
}

/** «The reason that X is simply because Y», «the reason why X is that Y». */
export function causeNamed(sentence: TaggedSentence, names: ReadonlySet<string>): Cause | undefined {
  const lead = leadLength(sentence.text);
  const end = withoutNod(sentence.text).length;
  const tokens = sentence.tokens.filter((token) => token.start >= lead && token.start < end);
  if (tokens[0]?.lower !== 'the' || tokens[1]?.lower !== 'reason') return undefined;
  const from = /^(?:that|why)$/.test(tokens[2]?.lower ?? '') ? 3 : 2;
  const at = tokens.findIndex(
    (token, index) => index > from + 2 && /^(?:because|that)$/.test(token.lower) && isBe(tokens, index - 1),
  );
  if (at < 0) return undefined;
  let be = at - 1;
  while (SOFT.has(tokens[be]?.lower ?? '')) be -= 1;
  const effect = tokens.slice(from, be);
  const reason = tokens.slice(at);
  if (reason.filter(isWord).length <= SHORTEST_SIDE || !hasFinite(tokens, at + 1)) return undefined;
  if (flawOf(slice(sentence.text, effect, 0, effect.length), effect) || dangles(effect)) return undefined;
  if (!isAskable(effect)) return undefined;
  const begin = tokens[at]?.lower === 'that' ? at + 1 : at;
  if (!isSoundReason(sentence.text, tokens, begin) || dangles([...effect, ...reason.slice(1)]))
    return undefined;
  const question = whyQuestion(sentence.text, effect, names) ?? whyIsIt(sentence.text, effect, names);
  if (!question) return undefined;
  return {
    question,
    effect: slice(sentence.text, effect, 0, effect.length),
    reason: slice(sentence.text, tokens, begin, tokens.length),
    sentence: sentence.index,
    reasonSentence: sentence.index,
  };
}

const SOFT = new Set('simply just mainly mostly partly basically'.split(' '));

/** A form of «be» here, words such as «simply» passed over. */
function isBe(tokens: readonly Token[], index: number): boolean {
  let at = index;
  while (SOFT.has(tokens[at]?.lower ?? '')) at -= 1;
  return /^(?:is|was|'s|’s)$/.test(tokens[at]?.lower ?? '');
}

/**
 * A reason given in the sentence after: «X. Because Y.», where X is a statement or the lecturer's own «Why …?».
 * Undefined where X does not name its subject.
 */
export function causeAcross(
  effect: TaggedSentence,
  next: TaggedSentence,
  names: ReadonlySet<string>,
): Cause | undefined {
  if (!/^because\b(?! of\b)/i.test(next.text) || !next.whole) return undefined;
  if (!hasFinite(next.tokens, 1) || next.tokens.filter(isWord).length <= SHORTEST_SIDE) return undefined;
  const lead = leadLength(effect.text);
  const tokens = effect.tokens.filter((token) => token.start >= lead);
  if (!isSoundReason(next.text, next.tokens, 0)) return undefined;
  const asked = isQuestion(effect.text);
  if (asked && !/^why\b/i.test(effect.text.slice(lead))) return undefined;
  const said = tokens.slice(0, trimEnd(tokens, tokens.length));
  if (!asked && !isAskable(said)) return undefined;
  const question = asked
    ? effect.text.slice(lead)
    : (whyQuestion(effect.text, said, names) ?? whyIsIt(effect.text, said, names));
  if (!question) return undefined;
  return {
    question,
    effect: effect.text.slice(lead),
    reason: next.text,
    sentence: effect.index,
    reasonSentence: next.index,
  };
}

/** Where a clause stands before the subject, the order of words stays: «Why is it that if …, …?» */
function whyIsIt(text: string, effect: readonly Token[], names: ReadonlySet<string>): string | undefined {
  const first = effect[0];
  if (!first || effect.filter(isWord).length < SHORTEST_SIDE || !hasFinite(effect)) return undefined;
  const opens = /^(?:if|when|whenever|while|with|in|for|you|we|people|there)$/.test(first.lower);
  if (!opens && !nounPhraseAt(effect, 0)) return undefined;
  return `Why is it that ${lowerFirst(slice(text, effect, 0, effect.length), names)}?`;
}

/**
 * An effect that can be asked about by itself: long enough, and neither a forecast for the case at hand
 * («quantity will fall a lot») nor one whose subject after the comma is an «it» from before.
 */
function isAskable(effect: readonly Token[]): boolean {
  const words = effect.filter(isWord);
  const conditional = /^(?:if|when|whenever|with|without|in|as)$/.test(effect[0]?.lower ?? '');
  const hypothetical = effect.some(({ lower }) =>
    /^(?:will|would|could|'ll|’ll|'d|’d|might|stayed)$/.test(lower),
  );
  if (hypothetical && !conditional) return false;
  if (
    /^(?:you|we)$/.test(words[0]?.lower ?? '') &&
    !/^(?:can|can't|must|should|need)$/.test(words[1]?.lower ?? '')
  )
    return false;
  if (words.length < SHORTEST_SIDE + 1 && !isBrief(effect)) return false;
  if (
    /^(?:for example|for instance|either|as well)\b|\b(?:either|too|as well)$/i.test(
      words.map(({ lower }) => lower).join(' '),
    )
  )
    return false;
  // «The level is rising or is falling because …»: of which?
  if (effect.some(({ lower }, index) => lower === 'or' && isFiniteVerb(effect, index + 1))) return false;
  if (isRemark(effect)) return false;
  // «X is good for one thing but bad for the other because …»: the reason is of only one half.
  if (effect.some(({ lower }) => lower === 'but')) return false;
  return !effect.some(
    (token, index) =>
      index > 0 && effect[index - 1]?.text === ',' && token.lower === 'it' && !isExpletive(effect, index),
  );
}

/** «That is just a small part of the problem»: says how it is to be taken, and not what is so. */
function isRemark(effect: readonly Token[]): boolean {
  const be = effect.findIndex(({ lower }) => /^(?:is|are|was|were)$/.test(lower));
  let at = be + 1;
  while (effect[at]?.pos === 'ADV') at += 1;
  const said = be < 0 ? undefined : nounPhraseAt(effect, at);
  const head = said && headOf(effect, said);
  return head !== undefined && (REMARK_NOUNS.has(head.lemma) || GENERIC_NOUNS.has(head.lemma));
}

/** «Vaccination works», «Neutrophils die quickly»: a name of its own and what it does. */
function isBrief(effect: readonly Token[]): boolean {
  const subject = nounPhraseAt(effect, 0);
  const verb = effect[subject?.to ?? 0];
  return (
    subject !== undefined &&
    subject.determiner !== 'the' &&
    verb?.pos === 'VERB' &&
    !/^(?:happen|occur|matter|do|get|go|come)$/.test(verb.lemma) &&
    isFiniteVerb(effect, subject.to)
  );
}

/** A reason without symbols, amounts, asides or words that point at something outside it. */
function isSoundReason(text: string, tokens: readonly Token[], from: number): boolean {
  const reason = tokens.slice(from);
  if (flawOf(slice(text, tokens, from, tokens.length), reason)) return false;
  if (/[$€£]|\b\d+(?:\.\d+)? (?:million|thousand|billion)/.test(slice(text, tokens, from, tokens.length)))
    return false;
  if (reason.some((token) => /^(?:remember|say|said|says|basically)$/.test(token.lower))) return false;
  return !reason.some(
    (token, index) => /^(?:this|that|these|those)$/.test(token.lower) && pointsBack(reason, index),
  );
}

function isComplementizer(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return (
    tokens[index]?.lower === 'that' &&
    (before?.pos === 'NOUN' || before?.pos === 'VERB' || before?.pos === 'ADJ') &&
    hasFinite(tokens, index + 1)
  );
}

function trimEnd(tokens: readonly Token[], at: number): number {
  let to = at;
  while (to > 0 && !isWord(tokens[to - 1])) to -= 1;
  return to;
}

/** «Creating a thread is cheaper …»: what is done, up to its verb. */
function gerundAt(effect: readonly Token[]): { to: number } | undefined {
  if (effect[0]?.pos !== 'VERB' || !effect[0].lower.endsWith('ing')) return undefined;
  const to = effect.findIndex((_, index) => isFiniteVerb(effect, index));
  return to > 1 && to <= MOST_GERUND && /^(?:is|was)$/.test(effect[to]?.lower ?? '') ? { to } : undefined;
}

/** The effect turned into a question by moving its auxiliary, or by «do» before its verb. */
function whyQuestion(text: string, effect: readonly Token[], names: ReadonlySet<string>): string | undefined {
  const subject = nounPhraseAt(effect, 0) ?? gerundAt(effect);
  if (!subject) {
    if (effect[0]?.lower === 'it' && effect[1]?.lower === 'is' && isExpletive(effect, 0)) {
      return `Why is it ${slice(text, effect, 2, effect.length)}?`;
    }
    return undefined;
  }
  const verb = effect[subject.to];
  if (!verb || effect.slice(subject.to + 1).some((token) => token.text === ',' || token.text === ';'))
    return undefined;
  const name = lowerFirst(slice(text, effect, 0, subject.to), names);
  if (verb.pos === 'AUX' && BE_LIKE.has(verb.lower)) {
    const rest = slice(text, effect, subject.to + 1, effect.length);
    const negated = effect[subject.to + 1]?.lower;
    if (negated === "n't" || negated === 'n’t')
      return `Why ${verb.lower}n't ${name} ${slice(text, effect, subject.to + 2, effect.length)}?`;
    return rest ? `Why ${verb.lower} ${name} ${rest}?` : undefined;
  }
  if (verb.pos !== 'VERB' || !isFiniteVerb(effect, subject.to)) return undefined;
  const rest = slice(text, effect, subject.to + 1, effect.length);
  const third = verb.lower !== verb.lemma && verb.lower.endsWith('s');
  const plain = verb.lower === verb.lemma;
  const past = !third && !plain && /(?:ed|[^e]d|t|n|w|k|g)$/.test(verb.lower);
  if (!third && !plain && !past) return undefined;
  if (past) return `Why did ${name} ${verb.lemma}${rest ? ` ${rest}` : ''}?`;
  return `Why ${third ? 'does' : 'do'} ${name} ${verb.lemma}${rest ? ` ${rest}` : ''}?`;
}
