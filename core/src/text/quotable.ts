import { hasFinite, isFiniteVerb, leadLength, nounPhraseAt, previousWord } from './clause.ts';
import {
  COARSE,
  GENERIC_MODIFIERS,
  GENERIC_NOUNS,
  HOUSEKEEPING,
  POINTING,
  REMARK_ADJECTIVES,
} from './common-words.ts';
import { isQuestion, withoutNod } from './nods.ts';
import { dangles } from './pronouns.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isNominal, isVerbal, isWord, type Token } from './tagger.ts';

/** Why a sentence cannot stand alone on a page. */
export type Unquotable =
  | 'piece'
  | 'length'
  | 'broken-off'
  | 'lower-case-start'
  | 'unended'
  | 'repetition'
  | 'filler'
  | 'housekeeping'
  | 'pointing'
  | 'coarse'
  | 'symbol'
  | 'first-person'
  | 'spoken-role'
  | 'order'
  | 'no-verb'
  | 'dependent-start'
  | 'dangling'
  | 'continued';

const SHORTEST = 5;

const FILLERS =
  /(?:, well,|\bsorry\b|\bit(?:'s|’s| is) time to\b|\bexcuse me\b|\bscratch that\b|\bi meant\b|\blet['’]?s\b|,? (?:right|ok|okay)[.]$|,? (?:as|like) (?:many|most|some) of you\b|, let's say\b|\bin some sense\b|\bin a sense\b|\b(?:you know|i mean|or whatever|or something|kind of like|sort of like|blah|um+|uh+|er|hmm|gee|wow|yeah|gonna|wanna|y'all|you guys|guys|folks|whoops|oops|okay|ok|et cetera|and so on|and so forth|or so|whatnot)\b|, (?:like|right|okay|ok),|, right\?|\b(?:sort|kind) of (?!a\b|an\b|the\b)(?=\w+(?:ly|ed|ing)?\b)(?<!\b(?:a|the|this|that|what|some|any|each|every|one|same|different|certain|new|another) (?:sort|kind) of )|\bstuff\b|\bthings? like that\b|\bsomething like that\b)/i;
/** Speech put into somebody's mouth: «they say, look, …». */
const ROLE_PLAY =
  /\b(?:says?|said|saying|like|goes?|going),? (?:look|gee|well|wait|hey|oh|great|ok|okay|no|yes|hi|let's|i|i'm|i'll|we|you)\b[,']?|, (?:look|hey|say),/i;
const ORDERS = new Set(
  'let imagine suppose think remember look note consider take say recall assume pretend picture see notice try ask tell go keep hold please forget figure guess wait stop start make give'.split(
    ' ',
  ),
);
/** Begins by leaning on the sentence before. */
const LEANING =
  /^(?:but|or|nor|yet|just like|people,|class,|students,|everyone,|everybody,|because|which|whereas|although|otherwise|instead|then|likewise|similarly|conversely|however|nevertheless|rather|same|either|neither|both|another|one (?:is|of|was)|two (?:is|are)|others?|the (?:other|others|same|latter|former|first|second|third|next|last|previous|answer|reason|reasons|question|problem|point|idea|trick|thing|fact|result|results|rest|one|ones|two|three|difference|opposite|truth|key|whole|other's)\b|not\b|no,|yes\b|also\b|too\b|even\b|like\b|as (?:a result|such|before|i|we|you)\b|in (?:that|this|these|those|such|both|which|other|either|our|my) \b|at (?:that|this|which)\b|for (?:that|this|which)\b|with (?:that|this)\b|to (?:do (?:that|this|so)|that|this)\b|there(?:'s|’s| is| are| was)\b|there (?!is\b|are\b|was\b|were\b|will\b|has\b|have\b|can\b|could\b|may\b|might\b|must\b|should\b|exists?\b|remains?\b|comes?\b|needs?\b|seems?\b|used\b)|what(?:'s|’s)? (?:that|this|these|it|they|he|she|happens?|happened|i|we|you)\b|that's why|here\b|such\b|so\b)/i;
const SUBORDINATE =
  /^(?:if|when|whenever|as|while|since|once|unless|until|after|before|although|though|because|to|by|in order)\b/i;
const DEICTIC =
  /\b(?:here|for now|today|yesterday|tomorrow|tonight|earlier|above|below|previously|just (?:saw|said|mentioned|talked|did)|(?:i|we)(?:'ve| have)? (?:just )?(?:saw|said|mentioned|talked|did|discussed|learned|used)|as i|remember,|last|such an?|the same (?:thing|way|study|one|trial))\b|\b(?:(?:between|of) the (?:two|three|four)|as (?:before|well)|either|too|again|instead)(?:[.,]|$)/i;

/** Whether a text points at its own time or place, or at what was said before. */
export function isDeictic(text: string): boolean {
  return DEICTIC.test(text);
}

/** The sentence without connecting words at its start, as it may be shown: a verbatim stretch of it. */
export function quoteOf(sentence: TaggedSentence): string {
  const rest = withoutNod(sentence.text.slice(leadLength(sentence.text))).replace(
    /^["“'‘]+(?=[^"”'’]*$)/,
    '',
  );
  const marked = /[.!?]["'”’]*$/.test(rest) ? rest : `${rest}.`;
  return marked.charAt(0).toUpperCase() + marked.slice(1);
}

/**
 * Whether a sentence is well formed and understandable by itself, at most `maxWords` long; the first reason
 * against it otherwise. `restored` sentences have no marks and capitals to judge by. `previous` is the
 * sentence that was said before.
 */
export function whyNotQuotable(
  sentence: TaggedSentence,
  {
    maxWords,
    restored = false,
    previous,
  }: { maxWords: number; restored?: boolean; previous?: TaggedSentence | undefined },
): Unquotable | undefined {
  const lead = leadLength(sentence.text);
  const text = withoutNod(sentence.text.slice(lead));
  const tokens = sentence.tokens.filter(({ start }) => start >= lead && start < lead + text.length);
  const words = tokens.filter(isWord).length;
  if (!sentence.whole) return 'piece';
  if (words < SHORTEST || text.split(/\s+/).length > maxWords) return 'length';
  const flaw = flawOf(text, tokens);
  if (flaw) return flaw;
  if (!restored && lead === 0 && /^\p{Ll}/u.test(text) && !follows(previous)) return 'lower-case-start';
  const last = tokens.filter(isWord).at(-1);
  if (['DET', 'CCONJ', 'SCONJ'].includes(last?.pos ?? '') && last?.lower !== 'another') return 'unended';
  if (previous && stopsShort(previous.tokens)) return 'continued';
  const first = tokens[0];
  if (first && ((ORDERS.has(first.lower) && first.pos !== 'NOUN') || isOrder(tokens))) return 'order';
  if (!hasFinite(tokens) || !hasSubject(tokens) || beginsWithPiece(tokens)) return 'no-verb';
  if (LEANING.test(text) || isDislocated(tokens)) return 'dependent-start';
  if (SUBORDINATE.test(text) && !mainClauseFollows(tokens)) return 'dependent-start';
  // «What it can do, what it cannot do.»: a heading, unless «What …» is itself the subject of a sentence.
  if (
    !isQuestion(text) &&
    /^(?:what|how|who|where|why)\b/i.test(text) &&
    !/^what [^,]+ (?:is|are) /i.test(text)
  )
    return 'dependent-start';
  if (DEICTIC.test(text) || dangles(tokens) || isKnownFromBefore(tokens)) return 'dangling';
  return undefined;
}

/** «Create a table that holds the data.»: a verb with nobody before it and its object after it. */
function isOrder(tokens: readonly Token[]): boolean {
  const [verb, next] = tokens;
  return verb?.pos === 'VERB' && verb.lower === verb.lemma && (next?.pos === 'DET' || next?.lower === 'your');
}

/** What is always of something: «the main disadvantage is …» leaves open of what. */
const OF_SOMETHING = new Set(
  'advantage disadvantage benefit drawback downside upside limitation purpose role cause effect cost risk alternative'.split(
    ' ',
  ),
);

/** «The term was made popular …»: a general noun with «the» and nothing that says which. */
function isKnownFromBefore(tokens: readonly Token[]): boolean {
  const [article, ...rest] = tokens;
  // «the main rule», but not «the postal rule».
  const at = rest.findIndex(({ lower }) => !GENERIC_MODIFIERS.has(lower) && !REMARK_ADJECTIVES.has(lower));
  const [noun, verb] = rest.slice(at);
  const known = GENERIC_NOUNS.has(noun?.lemma ?? '') || OF_SOMETHING.has(noun?.lemma ?? '');
  return article?.lower === 'the' && at >= 0 && known && isVerbal(verb);
}

/** Whether a sentence ends before this one begins: it has a mark, or was told apart from this one. */
function follows(previous: TaggedSentence | undefined): boolean {
  return previous?.whole === true && !stopsShort(previous.tokens);
}

/** «… than the same amount of.»: recognition put a full stop where it cut the sound, and the sentence goes on. */
function stopsShort(tokens: readonly Token[]): boolean {
  return /^(?:of|the|an?|and|or|than|whose|every)$/.test(tokens.filter(isWord).at(-1)?.lower ?? '');
}

/** What is wrong with a stretch of words wherever it begins; undefined when nothing is. */
export function flawOf(text: string, tokens: readonly Token[]): Unquotable | undefined {
  if (/--|\[|\]|\.\.\.|…|\(|\)|�|\*|\b-$/.test(text) || breaksAtDash(text)) return 'broken-off';
  if (
    /\b(\w+(?:['’]\w+)?)[,]? \1\b/i.test(text.replace(/\b(?:that that|had had|very,? very)\b/gi, '')) ||
    repeatsPair(tokens)
  )
    return 'repetition';
  if (FILLERS.test(text)) return 'filler';
  if (HOUSEKEEPING.test(text)) return 'housekeeping';
  if (POINTING.test(text)) return 'pointing';
  if (COARSE.test(text)) return 'coarse';
  if (hasSymbol(tokens)) return 'symbol';
  if (tokens.some((token) => /^(?:i|me|my|mine|myself|i['’]\w+)$/.test(token.lower))) return 'first-person';
  if (ROLE_PLAY.test(text)) return 'spoken-role';
  return undefined;
}

/** A dash is an aside where it stands between words, unless somebody begins again after it. */
function breaksAtDash(text: string): boolean {
  const parts = text.split(/ [—–] /);
  if (parts.some((part) => /[—–]/.test(part))) return true;
  return parts.slice(1).some((after, at) => {
    const said = (parts[at] ?? '').toLowerCase().split(/\s+/);
    const next = after.toLowerCase().split(/\s+/).slice(0, 2);
    return said.length < 3 || said.slice(-3).some((word) => next.includes(word));
  });
}

/** «the cost of the cost of»: somebody began again. */
function repeatsPair(tokens: readonly Token[]): boolean {
  for (let at = 0; at + 3 < tokens.length; at += 1) {
    const [a, b, c, d] = [tokens[at], tokens[at + 1], tokens[at + 2], tokens[at + 3]];
    if (a?.lower === c?.lower && b?.lower === d?.lower && isWord(a) && isWord(b)) return true;
    // «the price of the price of»
    if (isNominal(a) && a?.lower === d?.lower && isWord(b) && b?.lower === tokens[at + 4]?.lower) return true;
  }
  const words = tokens.filter(isWord).map(({ lower }) => lower);
  const seen = new Set<string>();
  for (let at = 0; at + 5 <= words.length; at += 1) {
    const five = words.slice(at, at + 5).join(' ');
    if (seen.has(five)) return true;
    seen.add(five);
  }
  return false;
}

/** A letter or a letter with digits that stands for a quantity: «P1», «dQ», «w». */
function hasSymbol(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, index) =>
      (/^\p{L}\.?$/u.test(token.text) && !/^[AaIO]\.?$/.test(token.text) && !isNamePart(tokens, index)) ||
      (/\d/.test(token.text) &&
        /\p{L}/u.test(token.text) &&
        !/^\d+(?:st|nd|rd|th|s|k|am|pm|%)$/i.test(token.text)) ||
      /^(?:[=+×÷∑∫√_^<>|\\{}]|delta|epsilon|sigma|theta|lambda|[dΔδ]\p{Lu})$/u.test(token.text),
  );
}

/** The letter of a name and not a quantity: «T cells», «Y-shaped», «vitamin C», «J. B. Watson». */
function isNamePart(tokens: readonly Token[], index: number): boolean {
  const [before, letter, after] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (!letter || !/^\p{Lu}/u.test(letter.text)) return false;
  if (after?.text === '-' || before?.text === '-') return true;
  if (/^(?:vitamin|type|group|grade|hepatitis|factor|plan|protein|phase|class)$/.test(before?.lower ?? ''))
    return true;
  if (letter.text.endsWith('.')) return /^\p{Lu}/u.test(after?.text ?? '');
  return after?.pos === 'NOUN' && /^\p{Ll}{3,}$/u.test(after.text);
}

/** A finite verb that is not the second of two: «and get …» goes on with the clause before. */
function hasOwnVerb(tokens: readonly Token[], from: number): boolean {
  return tokens.some(
    (token, index) =>
      index >= from &&
      isFiniteVerb(tokens, index) &&
      (token.pos === 'AUX' || previousWord(tokens, index)?.pos !== 'CCONJ'),
  );
}

/** What a main clause begins with; not «and get …» or «training with …». */
function beginsClause(token: Token | undefined): boolean {
  return token !== undefined && (isNominal(token) || /^(?:DET|PRON|ADJ|NUM|ADV|SCONJ)$/.test(token.pos));
}

/** «If …, then …»: a finite verb on both sides of a comma. */
function mainClauseFollows(tokens: readonly Token[]): boolean {
  for (const [index, token] of tokens.entries()) {
    if (token.text !== ',') continue;
    if (beginsClause(tokens[index + 1]) && hasOwnVerb(tokens, index + 1)) return true;
  }
  return tokens.some((token, index) => index > 3 && token.lower === 'then' && hasFinite(tokens, index));
}

/** «Never really worked.»: nobody or nothing stands before the verb, or a question would put it after. */
function hasSubject(tokens: readonly Token[]): boolean {
  const verb = tokens.findIndex((_, index) => isFiniteVerb(tokens, index));
  const before = tokens.slice(0, verb);
  if (
    verb === 0 ||
    before.some(
      (token) =>
        isNominal(token) ||
        token.pos === 'PRON' ||
        /^(?:there|what|who|when|where|how|why)$/.test(token.lower),
    )
  )
    return true;
  return before.some(({ pos }) => pos === 'DET' || pos === 'VERB' || pos === 'NUM' || pos === 'ADJ');
}

/** «Data produced by the shops, and data sources can be files.»: a piece without a verb, and then a sentence. */
function beginsWithPiece(tokens: readonly Token[]): boolean {
  const comma = tokens.findIndex(({ text }) => text === ',');
  const next = tokens[comma + 1];
  if (comma < 0 || next?.pos !== 'CCONJ' || !nounPhraseAt(tokens, 0)) return false;
  if (hasFinite(tokens, 0, comma)) return false;
  const subject = nounPhraseAt(tokens, comma + 2);
  // «Water, and with it salt, moves»: what stands after the comma has no verb of its own there.
  return subject !== undefined && isFiniteVerb(tokens, subject.to) && tokens.slice(0, comma).some(isVerbal);
}

/** «A shift up or out, depending …», «The costs of it, the first cost is …»: one comma before the verb. */
function isDislocated(tokens: readonly Token[]): boolean {
  if (!nounPhraseAt(tokens, 0)) return false;
  const verb = tokens.findIndex((_, index) => isFiniteVerb(tokens, index));
  return tokens.slice(0, Math.max(0, verb)).filter(({ text }) => text === ',').length === 1;
}
