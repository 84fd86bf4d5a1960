import { hasFinite, isFiniteVerb, leadLength, type NounPhrase, nounPhraseAt } from './clause.ts';
import { headOf, isNameLike } from './definition-parts.ts';
import { enumerationIn } from './enumerations.ts';
import { isQuestion, withoutNod } from './nods.ts';
import { dangles } from './pronouns.ts';
import { lowerFirst } from './proper-names.ts';
import { flawOf, isDeictic } from './quotable.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isWord, slice, type Token } from './tagger.ts';

/** By which form of words a fact was found. */
export type FactForm = 'list' | 'finding' | 'property' | 'relation' | 'author' | 'law' | 'name' | 'answered';

/** A question that a sentence answers in so many words. `answer` is a verbatim stretch of it. */
export interface Fact {
  form: FactForm;
  question: string;
  answer: string;
  sentence: number;
  /** The sentences that a reader needs to see that it is so. */
  sentences: number[];
}

export interface FactHints {
  names: ReadonlySet<string>;
  /** Whether the lecture says a word often enough to know what «the …» means. */
  isTerm(name: readonly Token[]): boolean;
}

const MOST_ANSWER = 32;

/** Verbs of telling and finding, as they are said and as a question needs them. */
const FINDINGS: Readonly<Record<string, string>> = {
  found: 'find',
  showed: 'show',
  argued: 'argue',
  argues: 'argue',
  claimed: 'claim',
  claims: 'claim',
  discovered: 'discover',
  demonstrated: 'demonstrate',
  proposed: 'propose',
  suggested: 'suggest',
  observed: 'observe',
  noticed: 'notice',
  estimated: 'estimate',
  calculated: 'calculate',
  proved: 'prove',
  concluded: 'conclude',
  predicted: 'predict',
  believed: 'believe',
  thought: 'think',
  reported: 'report',
};
const PROPERTIES = new Set(
  'problem advantage disadvantage benefit drawback purpose goal aim function role job task danger risk challenge claim argument criticism objection limitation weakness strength assumption requirement principle idea reason cost point'.split(
    ' ',
  ),
);
/** «was proposed by»: what somebody is remembered for. */
const AUTHORSHIP = new Set(
  'proposed invented discovered introduced founded developed coined published formulated described designed created established built written painted composed'.split(
    ' ',
  ),
);
/** After the subject; `asks` takes it. The answer begins after the words. */
const RELATIONS: readonly { words: RegExp; ask(name: string, plural: boolean): string }[] = [
  {
    words: /^(?:consists?) of /,
    ask: (name, plural) => `What ${plural ? 'do' : 'does'} ${name} consist of?`,
  },
  {
    words: /^(?:is|are) (?:made up|composed) of /,
    ask: (name, plural) => `What ${be(plural)} ${name} made up of?`,
  },
  {
    words: /^(?:is|are) used (?=to |for |in |by |as )/,
    ask: (name, plural) => `What ${be(plural)} ${name} used for?`,
  },
  {
    words: /^depends? (?:up)?on /,
    ask: (name, plural) => `What ${plural ? 'do' : 'does'} ${name} depend on?`,
  },
  { words: /^leads? to /, ask: (name, plural) => `What ${plural ? 'do' : 'does'} ${name} lead to?` },
  { words: /^results? in /, ask: (name, plural) => `What ${plural ? 'do' : 'does'} ${name} result in?` },
  { words: /^results? from /, ask: (name, plural) => `What ${plural ? 'do' : 'does'} ${name} result from?` },
  { words: /^(?:is|are) caused by /, ask: (name, plural) => `What ${be(plural)} ${name} caused by?` },
  {
    words: /^(?:is|are) (?:determined) by /,
    ask: (name, plural) => `What ${be(plural)} ${name} determined by?`,
  },
  { words: /^(?:is|are) based on /, ask: (name, plural) => `What ${be(plural)} ${name} based on?` },
  { words: /^stands? for /, ask: (name, plural) => `What ${plural ? 'do' : 'does'} ${name} stand for?` },
  {
    words: /^(?:is|are) measured (?=in |by |as |from )/,
    ask: (name, plural) => `How ${be(plural)} ${name} measured?`,
  },
  {
    words: /^(?:is|are) found (?=in |on |only |at )/,
    ask: (name, plural) => `Where ${be(plural)} ${name} found?`,
  },
];
const LAW =
  /^(?:law|principle|rule|theorem|hypothesis|theory|effect|axiom|paradox|postulate|conjecture|model)$/;

function be(plural: boolean): string {
  return plural ? 'are' : 'is';
}

/** What a sentence answers, by its form. Precise rather than complete; at most one. */
export function factIn(sentence: TaggedSentence, hints: FactHints): Fact | undefined {
  if (!sentence.whole || isQuestion(sentence.text)) return undefined;
  const lead = leadLength(sentence.text);
  const tokens = sentence.tokens.filter((token) => token.start >= lead);
  if (tokens.filter(isWord).length < 4 || /--|—|\[|\.\.\./.test(sentence.text)) return undefined;
  const found =
    enumerationIn(sentence.text, tokens) ??
    findingIn(sentence.text, tokens) ??
    authorIn(sentence.text, tokens, hints) ??
    lawIn(sentence.text, tokens, hints) ??
    propertyIn(sentence.text, tokens, hints) ??
    relationIn(sentence.text, tokens, hints);
  if (!found || !isSound(found.answer, sentence, tokens)) return undefined;
  return { ...found, sentence: sentence.index, sentences: [sentence.index] };
}

type Found = Pick<Fact, 'form' | 'question' | 'answer'>;

/** An answer that can be read by itself next to its question. */
function isSound(answer: string, { text }: TaggedSentence, tokens: readonly Token[]): boolean {
  const words = answer.split(/\s+/).length;
  if (words > MOST_ANSWER || isDeictic(text) || dangles(tokens)) return false;
  if (flawOf(withoutNod(text.slice(tokens[0]?.start ?? 0)), tokens)) return false;
  const last = tokens.filter(isWord).at(-1);
  return (
    !/^(?:DET|CCONJ|SCONJ|ADP)$/.test(last?.pos ?? '') ||
    /^(?:another|in|on|up|out|off|by|to|for|with)$/.test(last?.lower ?? '')
  );
}

function rest(text: string, tokens: readonly Token[], from: number): string {
  return slice(text, tokens, from, endOfClause(tokens, from))
    .replace(/[\s.!?,;"”]+$/, '')
    .replace(/, (?:whereas|while|but|although|though) .*$/i, '')
    .replace(/,? (?:for example|for instance|of course|right|okay|ok|basically|as such)$/i, '');
}

/** «…, and the other kind rests on Y» says something of another. */
function endOfClause(tokens: readonly Token[], from: number): number {
  const comma = tokens.findIndex((token, index) => {
    if (index <= from || token.text !== ',' || tokens[index + 1]?.lower !== 'and') return false;
    const other = nounPhraseAt(tokens, index + 2);
    return other !== undefined && isFiniteVerb(tokens, other.to);
  });
  return comma < 0 ? tokens.length : comma;
}

/** Names and nothing else from the start: «John Garcia», «E. P. Thompson». */
function personEnd(tokens: readonly Token[]): number {
  let at = 0;
  while (
    at < 4 &&
    (tokens[at]?.pos === 'PROPN' ||
      /^\p{Lu}\.?$/u.test(tokens[at]?.text ?? '') ||
      (at > 0 && tokens[at]?.text === '.'))
  )
    at += 1;
  const named = tokens.slice(0, at).every((token) => /^[\p{Lu}.]/u.test(token.text));
  return named && at > 0 ? at : 0;
}

/** «Garcia found that rats avoid a taste if …» */
function findingIn(text: string, tokens: readonly Token[]): Found | undefined {
  const to = personEnd(tokens);
  const verb = FINDINGS[tokens[to]?.lower ?? ''];
  if (to === 0 || !verb) return undefined;
  const that = tokens.findIndex((token, index) => index > to && token.lower === 'that');
  if (that < 0 || that > to + 7 || !hasFinite(tokens, that + 1)) return undefined;
  const between = slice(text, tokens, to + 1, that);
  if (between && !/^(?:in|in a \w+ called|around) [\w ]{2,30}$/i.test(between)) return undefined;
  const answer = rest(text, tokens, that + 1);
  if (answer.split(/\s+/).length < 4) return undefined;
  const who = slice(text, tokens, 0, to);
  return { form: 'finding', question: `What did ${who} ${verb}${between ? ` ${between}` : ''}?`, answer };
}

/** «Clonal selection was proposed by …», «James Hargreaves invented the spinning jenny». */
function authorIn(text: string, tokens: readonly Token[], hints: FactHints): Found | undefined {
  const person = personEnd(tokens);
  if (person > 1 && AUTHORSHIP.has(tokens[person]?.lower ?? '')) {
    const work = nounPhraseAt(tokens, person + 1);
    if (!work || !isNamed(tokens, work, hints)) return undefined;
    const named = slice(text, tokens, work.from, work.to);
    return {
      form: 'author',
      question: `Who ${tokens[person]?.lower} ${named}?`,
      answer: slice(text, tokens, 0, person),
    };
  }
  const work = nounPhraseAt(tokens, 0);
  if (!work || !/^(?:was|were)$/.test(tokens[work.to]?.lower ?? '') || !isNamed(tokens, work, hints))
    return undefined;
  const verb = tokens[work.to + 1];
  if (!AUTHORSHIP.has(verb?.lower ?? '') || tokens[work.to + 2]?.lower !== 'by') return undefined;
  const by = tokens.slice(work.to + 3);
  const to = personEnd(by);
  if (to === 0) return undefined;
  const name = lowerFirst(slice(text, tokens, work.from, work.to), hints.names);
  return { form: 'author', question: `Who ${verb?.lower} ${name}?`, answer: slice(text, by, 0, to) };
}

/** «The law of effect says that …» */
function lawIn(text: string, tokens: readonly Token[], hints: FactHints): Found | undefined {
  const subject = phraseWithOwner(tokens);
  if (!subject || !/^(?:says|states|holds|predicts)$/.test(tokens[subject.to]?.lower ?? '')) return undefined;
  if (tokens[subject.to + 1]?.lower !== 'that') return undefined;
  if (!tokens.slice(subject.name, subject.to).some(({ lemma }) => LAW.test(lemma))) return undefined;
  const said = slice(text, tokens, subject.from, subject.to);
  const name = /^\p{Lu}\S*['’]s /u.test(said) ? said : lowerFirst(said, hints.names);
  const verb = tokens[subject.to]?.lemma ?? 'say';
  return { form: 'law', question: `What does ${name} ${verb}?`, answer: rest(text, tokens, subject.to + 2) };
}

/** «Amdahl's law»: a noun phrase with its owner. */
function phraseWithOwner(tokens: readonly Token[]): NounPhrase | undefined {
  const phrase = nounPhraseAt(tokens, 0);
  if (!phrase || !/^['’]s$/.test(tokens[phrase.to]?.lower ?? '')) return phrase;
  const owned = nounPhraseAt(tokens, phrase.to + 1);
  return owned && { ...owned, from: phrase.from, name: phrase.name };
}

/** «The problem with round robin is that …», «One advantage of X is …». */
function propertyIn(text: string, tokens: readonly Token[], hints: FactHints): Found | undefined {
  const subject = phraseWithOwner(tokens);
  if (!subject || !/^(?:the|one|a|an|another)$/.test(tokens[0]?.lower ?? '')) return undefined;
  const start = subject.determiner ? subject.name : 1;
  const head = headOf(tokens, subject);
  if (!head || !PROPERTIES.has(head.lemma) || tokens[0]?.lower === 'another') return undefined;
  const is = tokens.findIndex((token, index) => index >= subject.to && /^(?:is|was)$/.test(token.lower));
  if (is < 0 || is - start > 10) return undefined;
  // Of what it is a property must be named, and not only known from before.
  const of = tokens.findIndex(
    (token, index) => index >= start && index < is && /^(?:of|with|for|behind|in)$/.test(token.lower),
  );
  if (of < 0) return undefined;
  const owner = nounPhraseAt(tokens, of + 1);
  if (!owner || owner.to > is || !isNamed(tokens, owner, hints)) return undefined;
  if (tokens.slice(of, is).some(({ pos }) => pos === 'VERB' || pos === 'PRON')) return undefined;
  const that = tokens[is + 1]?.lower === 'that' ? 1 : 0;
  const begins = tokens[is + 1 + that];
  if (that === 0 && !/^(?:to|a|an|the)$/.test(begins?.lower ?? '')) return undefined;
  if (that === 1 && !hasFinite(tokens, is + 2)) return undefined;
  const answer = rest(text, tokens, is + 1 + that);
  if (answer.split(/\s+/).length < 3) return undefined;
  const asked = lowerFirst(slice(text, tokens, 0, is), hints.names);
  return { form: 'property', question: `What ${tokens[is]?.lower} ${asked}?`, answer };
}

/** «Gambling depends on …», «MHC stands for …». */
function relationIn(text: string, tokens: readonly Token[], hints: FactHints): Found | undefined {
  const subject = nounPhraseAt(tokens, 0);
  if (!subject || !isNamed(tokens, subject, hints)) return undefined;
  const after = `${slice(text, tokens, subject.to, tokens.length).toLowerCase()} `;
  const relation = RELATIONS.find(({ words }) => words.test(after));
  if (!relation) return undefined;
  const said = after.match(relation.words)?.[0].trim().split(/\s+/).length ?? 0;
  const answer = rest(text, tokens, subject.to + said);
  if (answer.split(/\s+/).length < 2 || /^(?:it|them|this|that|what|how|where|which|whether)\b/i.test(answer))
    return undefined;
  const name = lowerFirst(slice(text, tokens, subject.from, subject.to), hints.names);
  const head = tokens[subject.to - 1];
  const plural = /^(?:are|consist|depend|lead|result|stand)$/.test(tokens[subject.to]?.lower ?? '');
  if (!head) return undefined;
  return { form: 'relation', question: relation.ask(name, plural), answer };
}

/** A name that says by itself what is meant. */
function isNamed(tokens: readonly Token[], phrase: NounPhrase, { isTerm }: FactHints): boolean {
  const name = tokens.slice(phrase.name, phrase.to);
  if (isNameLike(name, phrase.determiner, 'means')) {
    return phrase.determiner !== 'the' || name.filter(isWord).length > 1 || isTerm(name);
  }
  return false;
}
