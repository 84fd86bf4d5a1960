import { COARSE, GENERIC_MODIFIERS, GENERIC_NOUNS } from './common-words.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isNominal, type Token } from './tagger.ts';

/** A term of the lecture, its plural and cases merged. */
export interface Term {
  /** Lemmas, lower case, joined by spaces. */
  key: string;
  /** The form that is said most often. */
  name: string;
  words: number;
  count: number;
  score: number;
  /** A name of somebody or something: capitals throughout. */
  proper: boolean;
  /** Indexes of the sentences that hold it, ascending. */
  sentences: number[];
}

interface Candidate {
  key: string;
  words: number;
  count: number;
  forms: Map<string, number>;
  sentences: number[];
  /** How often it stands after a form of «be» with no article: «is downward sloping». */
  predicative: number;
  /** How often it stands inside a longer candidate, and in how many different ones. */
  nested: Map<string, number>;
}

const LONGEST = 4;

/**
 * Terms by C-value (Frantzi, Ananiadou, Mima 2000): long phrases that stand by themselves weigh more than
 * parts of longer ones. General nouns, symbols and one-offs are left out. Best first.
 */
export function findTerms(sentences: readonly TaggedSentence[], limit = 120): Term[] {
  const candidates = new Map<string, Candidate>();
  const verbs = mostlyVerbs(sentences);
  const everVerbs = new Set(
    sentences.flatMap(({ tokens }) => tokens.filter(({ pos }) => pos === 'VERB').map(({ lemma }) => lemma)),
  );
  let words = 0;
  for (const sentence of sentences) {
    words += sentence.words;
    for (const run of nounRuns(sentence.tokens)) collect(candidates, sentence, withoutVerb(run, verbs));
  }
  const leastSingle = Math.max(3, Math.min(12, Math.round(words / 1500)));
  const scored: Term[] = [];
  for (const candidate of candidates.values()) {
    if (candidate.count < (candidate.words > 1 ? 2 : leastSingle)) continue;
    // «An enzyme speeds up …»: a verb that a tagger takes for a noun here and there.
    if (candidate.words === 1 && verbs.has(candidate.key)) continue;
    if (candidate.predicative >= candidate.count / 2 || isClause(candidate, everVerbs)) continue;
    const longer: number[] = [...candidate.nested.values()].filter((count) => count > 1);
    const inside = longer.reduce((sum, count) => sum + count, 0);
    const own = candidate.count - (longer.length ? inside / longer.length : 0);
    // A part that hardly ever stands alone is no term: «descent» of «gradient descent».
    const adjective = [...candidate.forms.keys()].every((form) => /^\p{Lu}\p{Ll}/u.test(form));
    if (inside > candidate.count * 0.8 && (candidate.words > 1 || adjective)) continue;
    const score =
      Math.log2(candidate.words + 1) * own * Math.sqrt(new Set(candidate.sentences).size / candidate.count);
    if (score < 2) continue;
    scored.push({
      key: candidate.key,
      name: commonest(candidate.forms),
      words: candidate.words,
      count: candidate.count,
      score,
      proper: [...candidate.forms.keys()].every((form) => /^\p{Lu}/u.test(form) && !/\s\p{Ll}/u.test(form)),
      sentences: [...new Set(candidate.sentences)],
    });
  }
  return scored.sort((a, b) => b.score - a.score || a.key.localeCompare(b.key)).slice(0, limit);
}

/** The key under which a phrase would stand in the index. */
export function termKey(tokens: readonly Token[]): string {
  return tokens
    .filter((token) => /[\p{L}\p{N}]/u.test(token.text))
    .map(keyOf)
    .join(' ');
}

function keyOf(token: Token): string {
  return token.pos === 'NOUN' || (token.pos === 'PROPN' && token.lower !== token.text)
    ? token.lemma
    : token.lower;
}

/** Lemmas that the lecture uses as verbs more often than as nouns. */
function mostlyVerbs(sentences: readonly TaggedSentence[]): Set<string> {
  const balance = new Map<string, number>();
  for (const { tokens } of sentences) {
    for (const { lemma, pos } of tokens) {
      if (pos === 'VERB' || pos === 'NOUN')
        balance.set(lemma, (balance.get(lemma) ?? 0) + (pos === 'VERB' ? 1 : -1));
    }
  }
  return new Set([...balance].filter(([, more]) => more > 0).map(([lemma]) => lemma));
}

/**
 * «price rises», «consumers demand»: a noun and a verb that the tagger took for a noun. Where the last word
 * is a verb elsewhere and the forms agree as subject and verb, it is left out.
 */
function withoutVerb(run: readonly Token[], verbs: ReadonlySet<string>): readonly Token[] {
  const last = run.at(-1);
  const before = run.at(-2);
  if (!last || !before || !isNominal(before) || !verbs.has(last.lemma)) return run;
  const plural = (token: Token) => token.lower !== token.lemma && token.lower.endsWith('s');
  return plural(last) !== plural(before) && (plural(before) || plural(last)) ? run.slice(0, -1) : run;
}

/** Runs of modifiers and nouns that end in a noun, as token ranges. */
function nounRuns(tokens: readonly Token[]): Token[][] {
  const runs: Token[][] = [];
  let run: Token[] = [];
  const close = () => {
    while (run.length > 0 && !isNominal(run.at(-1))) run.pop();
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const [index, token] of tokens.entries()) {
    const adverb = token.pos === 'ADV' && token.lower.endsWith('ly') && tokens[index + 1]?.pos === 'ADJ';
    const fits = isNominal(token) || token.pos === 'ADJ' || adverb;
    const hyphen = token.text === '-' && run.length > 0 && tokens[index - 1]?.end === token.start;
    const word = /^\p{L}[\p{L}.-]*$/u.test(token.text) && token.text.length > 1 && !COARSE.test(token.text);
    // «the putting-out system»: the first half of a compound is no noun of its own.
    const half =
      tokens[index + 1]?.text === '-' &&
      tokens[index + 1]?.start === token.end &&
      !isNominal(tokens[index + 2]) &&
      tokens[index + 2]?.pos !== 'ADJ';
    const usable = hyphen || (fits && word && !half);
    if (!usable) {
      close();
      continue;
    }
    run.push(token);
  }
  close();
  return runs;
}

function collect(candidates: Map<string, Candidate>, sentence: TaggedSentence, run: readonly Token[]): void {
  const words = run.filter((token) => token.text !== '-');
  const length = Math.min(words.length, 8);
  const spans: { key: string; words: number; from: number; to: number }[] = [];
  for (let from = 0; from < length; from += 1) {
    for (let to = from + 1; to <= Math.min(length, from + LONGEST); to += 1) {
      const part = words.slice(from, to);
      // «supply and demand equilibrium» is no «demand equilibrium».
      if (from === 0 && to > 1 && isCoordinated(sentence.tokens, run[0])) continue;
      if (isTermLike(part)) spans.push({ key: termKey(part), words: to - from, from, to });
    }
  }
  for (const span of spans) {
    const part = words.slice(span.from, span.to);
    const first = part[0];
    const last = part.at(-1);
    if (!first || !last) continue;
    const candidate: Candidate = candidates.get(span.key) ?? {
      key: span.key,
      words: span.words,
      count: 0,
      predicative: 0,
      forms: new Map(),
      sentences: [],
      nested: new Map(),
    };
    candidate.count += 1;
    if (followsBe(sentence.tokens, first)) candidate.predicative += 1;
    candidate.sentences.push(sentence.index);
    const form = formOf(sentence.text.slice(first.start, last.end), first, sentence);
    candidate.forms.set(form, (candidate.forms.get(form) ?? 0) + 1);
    for (const other of spans) {
      if (other.words > span.words && other.from <= span.from && other.to >= span.to) {
        candidate.nested.set(other.key, (candidate.nested.get(other.key) ?? 0) + 1);
      }
    }
    candidates.set(span.key, candidate);
  }
}

function isCoordinated(tokens: readonly Token[], first: Token | undefined): boolean {
  const at = first ? tokens.indexOf(first) : 0;
  return /^(?:and|or)$/.test(tokens[at - 1]?.lower ?? '') && isNominal(tokens[at - 2]);
}

function followsBe(tokens: readonly Token[], first: Token): boolean {
  const before = tokens[tokens.indexOf(first) - 1];
  return before?.lemma === 'be' || before?.lower === "'s";
}

/** «beef rises», «firms demand», «shifts supply»: never said in the number that a noun would have. */
function isClause({ forms, words, count }: Candidate, verbs: ReadonlySet<string>): boolean {
  if (words < 2) return false;
  return [...forms.keys()].every((form) => {
    const parts = form.toLowerCase().split(/[\s-]+/);
    const last = parts.at(-1) ?? '';
    const before = parts.at(-2) ?? '';
    const plural = (word: string) => /[^s]s$/.test(word);
    if (plural(last) && !plural(before)) return verbs.has(last.slice(0, -1)) || verbs.has(last.slice(0, -2));
    if (isGerund(parts[0] ?? '', verbs) && count < 5) return true;
    // English compounds hardly ever hold a plural before their last word.
    return plural(before) && !plural(last);
  });
}

/** «confusing causation»: done to the noun rather than said of it, where the lecture uses the verb. */
function isGerund(word: string, verbs: ReadonlySet<string>): boolean {
  if (!word.endsWith('ing')) return false;
  const stem = word.slice(0, -3);
  return verbs.has(stem) || verbs.has(`${stem}e`);
}

function isTermLike(part: readonly Token[]): boolean {
  const first = part[0];
  const last = part.at(-1);
  if (!first || !last || !isNominal(last)) return false;
  if (GENERIC_NOUNS.has(last.lemma) || GENERIC_NOUNS.has(last.lower))
    return part.length > 2 && !part.slice(0, -1).some(isVague);
  if (part.some((token) => token.pos !== 'PROPN' && isVague(token))) return false;
  return !(last.text.length < 3 && !/^\p{Lu}{2}$/u.test(last.text));
}

function isVague(token: Token): boolean {
  return GENERIC_MODIFIERS.has(token.lower) || GENERIC_NOUNS.has(token.lemma);
}

/** Lower case at the beginning of a sentence, where a capital says nothing. */
function formOf(text: string, first: Token, sentence: TaggedSentence): string {
  const begins = first.start === 0 || /[.?!]\s*$/.test(sentence.text.slice(0, first.start));
  if (!begins || /^\p{Lu}{2}/u.test(text) || /\s\p{Lu}/u.test(text)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The form said most often; one with a plural before its last word only where there is no other. */
function commonest(forms: ReadonlyMap<string, number>): string {
  const odd = (form: string) => (/[^s]s[\s-]/.test(form) ? 1 : 0);
  return (
    [...forms].sort(
      (a, b) => odd(a[0]) - odd(b[0]) || b[1] - a[1] || a[0].length - b[0].length || a[0].localeCompare(b[0]),
    )[0]?.[0] ?? ''
  );
}
