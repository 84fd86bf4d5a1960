import { hasFinite } from './clause.ts';
import { isNominal, isWord, type Token } from './tagger.ts';

const PLURAL_PRONOUNS = new Set(['they', 'them', 'their', 'theirs', 'themselves']);
const SINGULAR_PRONOUNS = new Set([
  'it',
  'its',
  'itself',
  'he',
  'him',
  'his',
  'she',
  'her',
  'hers',
  'himself',
  'herself',
]);
const DEMONSTRATIVES = new Set(['this', 'these', 'those', 'that']);
const CATAPHORIC = new Set(['who', 'whom', 'that', 'which', 'where', 'when', 'of', 'with', 'whose']);

/** A pronoun or demonstrative whose noun does not stand before it in the sentence. */
export function dangles(tokens: readonly Token[]): boolean {
  for (const [index, token] of tokens.entries()) {
    const before = tokens.slice(0, index);
    const next = tokens[index + 1];
    if (DEMONSTRATIVES.has(token.lower) && pointsBack(tokens, index)) return true;
    if (
      PLURAL_PRONOUNS.has(token.lower) &&
      !before.some(
        (token.lower === 'they' || before.some(({ lower }) => lower === 'they')) &&
          CONDITION.test(tokens[0]?.lower ?? '')
          ? isNominal
          : isPlural,
      )
    )
      return true;
    if (SINGULAR_PRONOUNS.has(token.lower)) {
      if (token.lower === 'it' && isExpletive(tokens, index)) continue;
      // «With equity, it gets harder»: the noun before the comma is not what «it» means.
      if (/^(?:it|he|she)$/.test(token.lower) && tokens[0]?.pos === 'ADP' && tokens[index - 1]?.text === ',')
        return true;
      if (/^(?:he|him|his|she|her|hers|himself|herself)$/.test(token.lower) && !before.some(isSomebody))
        return true;
      if (isOfPredicate(tokens, index)) return true;
      if (!before.some(isNominal) || isContact(tokens, index) || isOnlyObject(tokens, index)) return true;
      // «When we create runs, it'll be a run»: many things are not «it».
      if (token.lower === 'it' && before.filter(isNominal).every(isPlural)) return true;
    }
    if (token.lower === 'one' && isWord(next) && next?.pos === 'AUX') return true;
  }
  return false;
}

/** «the revenues it makes»: a pronoun in the subject, whose noun can only stand outside the sentence. */
function isContact(tokens: readonly Token[], index: number): boolean {
  return isNominal(tokens[index - 1]) && !hasFinite(tokens, 0, index);
}

/** What «he» can stand for: a name, or a noun for people. */
function isSomebody(token: Token): boolean {
  return (
    token.pos === 'PROPN' ||
    (token.pos === 'NOUN' &&
      /(?:er|or|ist|ian|ant|man|woman|boy|girl|child|person|king|queen|wife|husband|chief|judge|nurse|pupil|monk|priest|slave|baby|patient|student)$/.test(
        token.lemma,
      )) ||
    /^(?:who|someone|somebody|everyone|everybody|anyone|anybody|whoever)$/.test(token.lower)
  );
}

/** «The response is the reaction to it»: said of the subject, it cannot mean the subject. */
function isOfPredicate(tokens: readonly Token[], index: number): boolean {
  if (!/^(?:it|them)$/.test(tokens[index]?.lower ?? '') || tokens[index - 1]?.pos !== 'ADP') return false;
  const be = tokens.findIndex(({ lower }) => /^(?:is|are|was|were)$/.test(lower));
  if (be < 1 || be > index || !isNominal(tokens[index - 2])) return false;
  const between = tokens.slice(be + 1, index - 1);
  return (
    between.filter(isNominal).length === 1 && between.every(({ pos }) => pos !== 'VERB' && pos !== 'AUX')
  );
}

/** «Glucose does not pass it»: the one noun before is the subject, and would be called «itself». */
function isOnlyObject(tokens: readonly Token[], index: number): boolean {
  if (!/^(?:it|him)$/.test(tokens[index]?.lower ?? '') || tokens[index - 1]?.pos !== 'VERB') return false;
  const before = tokens.slice(0, index);
  if (before.some(({ pos, text }) => pos === 'ADP' || pos === 'CCONJ' || pos === 'SCONJ' || text === ','))
    return false;
  const nouns = before.filter((token, at) => isNominal(token) && !isNominal(before[at + 1]));
  return nouns.length === 1 && !before.some(({ lower }) => /^(?:that|which|who|to)$/.test(lower));
}

/** «it is easy to …», «it turns out that …»: nothing is meant by «it». */
export function isExpletive(tokens: readonly Token[], index: number): boolean {
  const rest = tokens.slice(index + 1, index + 9);
  const verb = rest[0];
  if (!verb) return false;
  // «it doesn't matter what the price is»
  if (
    rest
      .slice(0, 3)
      .some(({ lemma, lower }) => (lemma === 'matter' || lower === 'matters') && !isNominal(verb))
  )
    return true;
  if (/^(?:is|was|'s|’s|would|will|can|may|might|becomes?|turns|seems|takes|makes)$/.test(verb.lower)) {
    const said = rest
      .slice(1)
      .find((token) => token.pos !== 'ADV' && token.pos !== 'PART' && token.lower !== 'be');
    const judged =
      said?.pos === 'ADJ' || said?.pos === 'VERB' || /^(?:turns|seems|takes|makes)$/.test(verb.lower);
    const cleft = rest.some((token) => token.lower === 'not') && said?.pos === 'DET';
    return (
      (judged || cleft) &&
      rest.some((token, at) => at > 0 && (opensInfinitive(rest, at) || token.lower === 'that'))
    );
  }
  return false;
}

/** «easy to see», but not «connected to the tables». */
function opensInfinitive(tokens: readonly Token[], at: number): boolean {
  const next = tokens.slice(at + 1).find(({ pos }) => pos !== 'ADV');
  return tokens[at]?.lower === 'to' && (next === undefined || next.pos === 'VERB' || next.pos === 'AUX');
}

/** Verbs that take a clause: «know that demand rises», but not «discover that wheel». */
const TELLING = new Set(
  'say know think mean show see find believe assume suggest imply claim argue note learn realize realise conclude understand remember expect ensure prove tell observe hope feel notice guess demonstrate reveal indicate agree decide require predict report state hold explain propose accept imagine suppose guarantee hear read doubt be so such require recall point'.split(
    ' ',
  ),
);

/** In a rule «they» may be somebody of the condition: «If a seller …, they …». */
const CONDITION = /^(?:if|when|whenever)$/;

/** What «they» can stand for. */
function isPlural(token: Token): boolean {
  if (
    /^(?:everyone|everybody|someone|somebody|anyone|anybody|nobody|people|children|men|women|and|who|whoever)$/.test(
      token.lower,
    )
  )
    return true;
  if (!isNominal(token)) return false;
  return (
    token.lower !== token.lemma ||
    /[^aious]s$/.test(token.lower) ||
    /^(?:bacteria|data|media|criteria|phenomena|fungi|nuclei|algae|larvae|mice|cattle|police|sheep|species)$/.test(
      token.lower,
    )
  );
}

/** «this», «that» and the like where they point at something outside the sentence. */
export function pointsBack(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  const next = tokens[index + 1];
  if (!token) return false;
  if (token.lower !== 'that') {
    if (next && CATAPHORIC.has(next.lower)) return false;
    // «those that», «these two» after a noun of the sentence is too uncertain to show.
    return true;
  }
  if (index <= 1 && before?.pos === 'AUX') return true;
  if (before && /^(?:do|does|did|doing|done)$/.test(before.lower)) return true;
  // «Whenever …, that is …» points at its own clause.
  if (
    before?.text === ',' &&
    tokens.slice(0, index).some(({ lower }) => /^(?:when|whenever|if)$/.test(lower))
  )
    return false;
  if (!before || before.pos === 'PUNCT') return before?.text !== ',' || next?.pos === 'AUX';
  // «the part that you are born with and that reacts»
  if (
    before.pos === 'CCONJ' &&
    next &&
    tokens.slice(0, index - 1).some(({ lower }) => /^(?:that|which|who)$/.test(lower))
  )
    return false;
  // «Feinstein found in 1998 that wages rose»
  const told = tokens
    .slice(Math.max(0, index - 8), index)
    .some(({ lemma, pos }) => pos === 'VERB' && TELLING.has(lemma));
  if (/^(?:NUM|PROPN)$/.test(before.pos) && told && hasFinite(tokens, index + 1)) return false;
  if (before.pos === 'ADP' || before.pos === 'CCONJ') {
    // «better off that don't happen» goes on, «in that case» points back.
    return !(next?.pos === 'VERB' || (next?.pos === 'AUX' && !/^(?:is|'s|’s|was)$/.test(next.lower)));
  }
  // «a protein that moves three ions»: a verb in «-s» that the tagger took for a noun.
  if (
    isNominal(before) &&
    next &&
    /[^s]s$/.test(next.lower) &&
    /^(?:NUM|DET|ADJ|NOUN|ADP|ADV)$/.test(tokens[index + 2]?.pos ?? '')
  )
    return false;
  // A relative or a complement clause follows its noun, verb or adjective and holds a verb of its own.
  if (next && (next.pos === 'NOUN' || next.pos === 'ADJ' || next.pos === 'NUM')) {
    const verbBefore =
      TELLING.has(before.lemma) || before.pos === 'AUX' || before.pos === 'ADJ' || isNominal(before);
    // «is that point where …» points forward.
    const forward = tokens.slice(index + 2, index + 5).some((other) => CATAPHORIC.has(other.lower));
    return !(verbBefore && hasFinite(tokens, index + 2)) && !forward;
  }
  return !next || next.pos === 'PUNCT';
}
