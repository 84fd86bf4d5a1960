import { isNominal, isVerbal, isWord, type Token } from './tagger.ts';

const FINITE_AUXILIARIES = new Set(
  "is are was were 's ’s 're ’re am 'm ’m has have had 've ’ve does do did can could will would shall should may might must 'll ’ll 'd ’d ca wo".split(
    ' ',
  ),
);
/** Before these words a clause has begun by itself; what follows is complete without them. */
const LEADS =
  /^(?:but|so|and|now|well|ok|okay|right|again|once again|all right|alright|in other words|yeah|yes|exactly|basically|essentially|actually|i mean|you know|first of all|first|second|finally|also|moreover|furthermore|in addition|in fact|of course|therefore|thus|hence|in general|more generally|anyway|generally)(?:,\s+|\s+)/i;
/** Frames by which a lecturer stresses what follows: «the key point is that …», «remember that …». */
const FRAMES =
  /^(?:the (?:key|main|important|crucial|central|essential|critical|big) (?:point|thing|idea|lesson|insight|message|takeaway)(?: here| to remember)? is(?:,| that)|the (?:bottom line|point|lesson) is(?:,| that)|(?:it is|it's|it’s) (?:important|critical|crucial|essential|worth) to (?:remember|note|understand|realize|realise|know) that|(?:remember|note|notice|keep in mind|bear in mind|recall)(?: that|,)) (?!how\b|what\b|why\b|when\b|we\b|i\b|you\b)/i;
/** Leads that may only go when a comma follows: «First, …», but not «First aid …». */
const NEEDS_COMMA =
  /^(?:right|first|second|again|also|actually|exactly|basically|essentially|generally|well|finally|yes|yeah|of course|in fact|in general|more generally)$/i;

/** How many characters of connecting words stand before what is said. They carry no meaning of their own. */
export function leadLength(text: string): number {
  let at = 0;
  for (let round = 0; round < 4; round += 1) {
    const frame = text.slice(at).match(FRAMES);
    if (frame) return at + frame[0].length;
    const match = text.slice(at).match(LEADS);
    if (!match) return at;
    const lead = match[0].replace(/,?\s+$/, '');
    const comma = match[0].includes(',');
    if (!comma && NEEDS_COMMA.test(lead)) return at;
    if (!comma && /^so$/i.test(lead) && /^so\s+(?:that|far|much|many|long|called|to)\b/i.test(text.slice(at)))
      return at;
    if (!comma && /^now$/i.test(lead) && /^now\s+that\b/i.test(text.slice(at))) return at;
    at += match[0].length;
  }
  return at;
}

/** True where the token is a verb with its own subject, not a participle or an infinitive. */
export function isFiniteVerb(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (!token || !isVerbal(token)) return false;
  if (token.pos === 'AUX' || FINITE_AUXILIARIES.has(token.lower)) return FINITE_AUXILIARIES.has(token.lower);
  if (token.lower.endsWith('ing')) return false;
  const before = previousWord(tokens, index);
  if (!before) return false;
  if (before.lower === 'to' || before.pos === 'AUX' || before.pos === 'DET') return false;
  // «data produced by the shops»: a participle that says which.
  return !(isNominal(before) && saysByWhom(tokens, index));
}

const PARTICIPLE = /(?:ed|en|wn|ght|lt|nt|made|found|led|held|put|cut|set)$/;

/** «produced by the shops», but not «rose by a third». */
function saysByWhom(tokens: readonly Token[], index: number): boolean {
  const [verb, by, next] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  if (!verb || by?.lower !== 'by' || verb.lower === verb.lemma || !PARTICIPLE.test(verb.lower)) return false;
  return (
    next?.pos !== 'NUM' &&
    !/^(?:an?|about|less|more|half|over|up|roughly|around|almost|nearly|at)$/.test(next?.lower ?? '')
  );
}

export function hasFinite(tokens: readonly Token[], from = 0, to = tokens.length): boolean {
  for (let index = from; index < to; index += 1) if (isFiniteVerb(tokens, index)) return true;
  return false;
}

/** The word before, adverbs and negation passed over. */
export function previousWord(tokens: readonly Token[], index: number): Token | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    const token = tokens[at];
    if (!token || token.pos === 'ADV' || (token.pos === 'PART' && token.lower !== 'to')) continue;
    return token;
  }
  return undefined;
}

export interface NounPhrase {
  /** Index of the first token, the determiner if there is one. */
  from: number;
  /** Index of the first token of the name itself. */
  name: number;
  to: number;
  determiner: string | undefined;
}

const ARTICLES = new Set(['a', 'an', 'the', 'any', 'every', 'each', 'all', 'most', 'some', 'no']);

/**
 * The noun phrase that begins at a token: article, modifiers, nouns, and «of» phrases without an article
 * («price elasticity of demand»). Undefined where none begins or where a pronoun or possessive stands.
 */
export function nounPhraseAt(tokens: readonly Token[], from: number): NounPhrase | undefined {
  let at = from;
  let determiner: string | undefined;
  const first = tokens[at];
  if (first && (first.pos === 'DET' || ARTICLES.has(first.lower))) {
    determiner = first.lower;
    at += 1;
  }
  const quoted = isQuoteMark(tokens[at]);
  if (quoted) at += 1;
  const name = at;
  at = coreEnd(tokens, at);
  if (at === name) return undefined;
  while (tokens[at]?.lower === 'of') {
    const tail = coreEnd(tokens, at + 1);
    if (tail === at + 1) break;
    at = tail;
  }
  return { from, name, to: at, determiner };
}

export function isQuoteMark(token: Token | undefined): boolean {
  return token !== undefined && /^["“”'‘’]$/.test(token.text);
}

/** Past the last noun of a run of modifiers and nouns; `from` where the run holds no noun. */
function coreEnd(tokens: readonly Token[], from: number): number {
  let at = from;
  let end = from;
  while (at < tokens.length && at - from < 8) {
    const token = tokens[at];
    if (!token || token.lower.startsWith("'") || token.lower.startsWith('’')) break;
    if (token.text === '-' && at > from && glued(tokens, at)) {
      // «putting-out system»: whatever stands after the hyphen belongs to it.
      at += isNominal(tokens[at + 1]) ? 1 : 2;
      continue;
    }
    if (isNominal(token)) {
      at += 1;
      end = at;
      continue;
    }
    const modifier =
      token.pos === 'ADJ' ||
      (token.pos === 'ADV' && token.lower.endsWith('ly')) ||
      (isParticiple(token) && isWord(tokens[at + 1]));
    if (!modifier) break;
    at += 1;
  }
  // «downward-sloping», «back-propagation»: a tagger may miss that the last part is a noun.
  return end;
}

/** «needed», «moving», but not «need» and «bring». */
function isParticiple({ pos, lower, lemma }: Token): boolean {
  // A word that the tagger does not know keeps its form: «opsonised».
  return pos === 'VERB' && (lemma !== lower || lower.length > 6) && /(?:ing|ed)$/.test(lower);
}

/** A hyphen with no space on either side. */
function glued(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const mark = tokens[index];
  const after = tokens[index + 1];
  return Boolean(before && mark && after && before.end === mark.start && mark.end === after.start);
}
