/** A word as concepts are compared by: lower case, singular, one spelling. Places are UTF-16 units of the text. */
export interface ConceptWord {
  word: string;
  start: number;
  end: number;
  /** A mark stands before it that no name runs across. */
  apart: boolean;
}

/** Letters and figures with inner apostrophes. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)*/gu;
const ARTICLES = new Set(['a', 'an', 'the']);
/** «A of B» names what «B A» names: «market for pork» is the pork market. */
const INVERTING = new Set(['of', 'for', 'in', 'on']);
/** They point at a concept and are no part of its name. */
const POINTING =
  /^(?:this|that|these|those|our|your|my|its|their|his|her|new|same|other|another|different|certain|particular|various|important|own|actual|usual)$/;
const PREFIXES =
  /^(?:non|co|re|pre|post|anti|semi|sub|multi|micro|macro|inter|intra|un|de|over|under|hyper|hypo|pseudo)$/;
const KIND_HEAD = /^(?:kind|type|sort|form|concept|notion|idea|definition|meaning) of /;

const IRREGULAR = new Map(
  (
    'men:man women:woman children:child people:person mice:mouse feet:foot teeth:tooth geese:goose lives:life ' +
    'leaves:leaf wolves:wolf halves:half knives:knife shelves:shelf mitochondria:mitochondrion bacteria:bacterium ' +
    'nuclei:nucleus criteria:criterion phenomena:phenomenon hypotheses:hypothesis analyses:analysis theses:thesis ' +
    'syntheses:synthesis crises:crisis diagnoses:diagnosis oases:oasis parentheses:parenthesis axes:axis media:medium ' +
    'spectra:spectrum stimuli:stimulus fungi:fungus loci:locus radii:radius foci:focus alumni:alumnus formulae:formula ' +
    'vertebrae:vertebra larvae:larva antennae:antenna indices:index matrices:matrix vertices:vertex vortices:vortex ' +
    'codices:codex genera:genus corpora:corpus quanta:quantum strata:stratum errata:erratum ova:ovum automata:automaton'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);
/** They end in «s» and are not plurals. */
const SINGULAR =
  /(?:ss|us|is|ics|ous)$|^(?:series|species|means|news|lens|gas|bias|atlas|chaos|cosmos|ethos|pathos|kudos|canvas|pancreas|always|perhaps)$/;
const OUR = /^(behavi|col|lab|fav|neighb|tum|vap|hum|rum|hon|flav|arm|harb|od|vig|rig|sav|splend)our/;

/** One spelling and number for a lower-case word. The same word always gives the same; it need not be English. */
export function singular(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const bare = word.replace(/['’]s?$/, '');
  const made = IRREGULAR.get(bare) ?? american(withoutPlural(bare));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(word, made);
  return made;
}

const remembered = new Map<string, string>();
const MOST_REMEMBERED = 50_000;

function withoutPlural(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || SINGULAR.test(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (/[^s]uses$/.test(word))
    return word.replace(/(vir|stat|cens|camp|consens|apparat|b)uses$/, '$1us').replace(/uses$/, 'use');
  if (/(?:tomato|potato|hero|echo|veto|cargo)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function american(word: string): string {
  return word
    .replace(OUR, '$1or')
    .replace(/isation$/, 'ization')
    .replace(/(?<=[a-z]{3})yse$/, 'yze')
    .replace(/^(cent|fib|lit|met|theat)re$/, '$1er')
    .replace(/([aeiou]l)l(?=ing$|ed$|er$)/, '$1');
}

/** The words of a name or a text. «non-competitive» is one word; an article after «of» is passed over. */
export function conceptWords(text: string): ConceptWord[] {
  const found: ConceptWord[] = [];
  let end = 0;
  let before = '';
  for (const match of text.matchAll(WORD)) {
    const norm = match[0].toLowerCase();
    const start = match.index;
    const to = start + match[0].length;
    const between = text.slice(end, start);
    const last = found.at(-1);
    end = to;
    if (ARTICLES.has(norm) && INVERTING.has(before)) continue;
    before = norm;
    const joined = /^[-‐‑–]$/.test(between) || (last?.word === 'non' && between === ' ');
    if (last && joined && PREFIXES.test(last.word)) {
      last.word += singular(norm);
      last.end = to;
      continue;
    }
    found.push({ word: singular(norm), start, end: to, apart: /[.,;:?!()[\]"“”«»…—|/]/.test(between) });
  }
  return found;
}

/** «gross domestic product (GDP)» and «GDP (gross domestic product)» as the two names that they are. */
export function splitAbbreviation(name: string): string[] {
  const match = name.match(/^(.+?)\s*\(([^()]+)\)\s*$/);
  const [, outer, inner] = match ?? [];
  if (!outer || !inner) return [name.trim()];
  return abbreviates(inner, outer) || abbreviates(outer, inner)
    ? [outer.trim(), inner.trim()]
    : [outer.trim()];
}

/** Whether a name in capitals is made of the first letters of another: GDP of gross domestic product. */
export function abbreviates(short: string, long: string): boolean {
  const letters = short.replace(/\./g, '').replace(/(?<=\p{Lu})s$/u, '');
  if (!/^\p{Lu}{2,7}$/u.test(letters)) return false;
  const words = long.split(/[\s-]+/).filter(Boolean);
  const initials = (parts: string[]) => parts.map((word) => word.charAt(0).toUpperCase()).join('');
  return (
    words.length > 1 &&
    (initials(words) === letters ||
      initials(words.filter((word) => !/^(?:of|the|and|for|in|a|an)$/i.test(word))) === letters)
  );
}

/**
 * Under which a concept is known in its course: what gives the same key is the same concept. Case, number,
 * hyphens, articles, British or American spelling and «A of B» for «B A» make no difference. Empty for a
 * name without words.
 */
export function nameKey(name: string): string {
  const words = conceptWords(splitAbbreviation(name)[0] ?? '').map(({ word }) => word);
  while (words.length > 1 && (ARTICLES.has(words[0] ?? '') || POINTING.test(words[0] ?? ''))) words.shift();
  const plain = words.join(' ').replace(KIND_HEAD, '');
  return headLast(plain.split(' ').filter((word) => !ARTICLES.has(word))).join(' ');
}

function headLast(words: readonly string[]): string[] {
  const at = words.findIndex((word, index) => index > 0 && index < words.length - 1 && INVERTING.has(word));
  return at < 0 ? [...words] : [...headLast(words.slice(at + 1)), ...words.slice(0, at)];
}

/** The sequences of words by which a name is heard in speech: as it is, head last, and «B of A» for two words. */
export function saidForms(name: string): string[] {
  const words = conceptWords(splitAbbreviation(name)[0] ?? '').map(({ word }) => word);
  while (words.length > 1 && (ARTICLES.has(words[0] ?? '') || POINTING.test(words[0] ?? ''))) words.shift();
  const key = nameKey(name);
  const forms = new Set([words.join(' '), key]);
  const [modifier, head, more] = key.split(' ');
  if (modifier && head && more === undefined)
    for (const joint of INVERTING) forms.add(`${head} ${joint} ${modifier}`);
  forms.delete('');
  return [...forms];
}

/** A modifier that denies or shifts its noun: «excess supply» is no kind of supply. */
const SHIFTING =
  /^(?:excess|lack|non\w*|pseudo\w*|quasi|false|fake|former|potential|alleged|zero|no|lost|missing|total|average|mean|per)$/;

/** Whether one key names a kind of what the other names: the same head with more said of it. */
export function isNamedKindOf(narrow: string, broad: string): boolean {
  const [long, short] = [narrow.split(' '), broad.split(' ')];
  if (long.length <= short.length || long.at(-1) !== short.at(-1)) return false;
  let at = 0;
  const added: string[] = [];
  for (const word of long) {
    if (word === short[at]) at += 1;
    else added.push(word);
  }
  return at === short.length && !added.some((word) => SHIFTING.test(word) || word === 'and' || word === 'or');
}
