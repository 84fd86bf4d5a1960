import type { Definition } from '@pegasus/core/text/definitions.ts';
import type { Material, Passage } from './material.ts';

/** «What is a copayment?», with the article that the lecture used. */
export function whatIs(definition: Definition): string {
  const { term, article, plural, form, past } = definition;
  if (form === 'defined-as' || form === 'means') return `What does “${term}” mean?`;
  const named = article === undefined ? term : `${article} ${term}`;
  if (past) return `What ${plural ? 'were' : 'was'} ${named}?`;
  return `What ${plural ? 'are' : 'is'} ${named}?`;
}

/** The sentence of a definition as it may be shown: the whole of it where it stands alone, else the clause. */
export function definitionQuote(material: Material, definition: Definition): string {
  return material.passages.get(definition.sentence)?.quote ?? definition.definition;
}

export function sourcesOf(material: Material, ...sentences: number[]): string[] {
  return [...new Set(sentences.flatMap((index) => material.sentences[index]?.segments ?? []))];
}

/** Where a definition stands, with the sentence that names its term. */
export function sourcesOfDefinition(material: Material, { named, sentence }: Definition): string[] {
  return sourcesOf(material, ...(named === undefined ? [] : [named]), sentence);
}

/** Two terms that the lecture sets against each other. */
export interface Comparison {
  one: string;
  other: string;
  question: string;
  /** What the lecture says of them, verbatim, each by itself. */
  points: string[];
  sources: string[];
}

/** In sentences; what lies further apart shares its last word by chance. */
const FARTHEST = 60;

/** Words that make two terms a pair: they share their last word and differ before it. */
export function findComparisons(material: Material): Comparison[] {
  const found: Comparison[] = [];
  const compared = new Set<Definition>();
  for (const [one, other] of pairsOf(material.definitions)) {
    if (compared.has(one) || compared.has(other)) continue;
    compared.add(one).add(other);
    found.push({
      one: one.term,
      other: other.term,
      question: `What is the difference between ${withArticle(one)} and ${withArticle(other)}?`,
      points: [definitionQuote(material, one), definitionQuote(material, other)],
      sources: [...new Set([one, other].flatMap((each) => sourcesOfDefinition(material, each)))],
    });
  }
  return [...found, ...contrasts(material)];
}

/** Defined terms of one family, those that were defined closest together first: they were told apart on purpose. */
function pairsOf(definitions: readonly Definition[]): [Definition, Definition][] {
  // What was said of «this» does not tell by itself which of the two it is of.
  const whole = definitions.filter(({ named }) => named === undefined);
  return whole
    .flatMap((one, index) =>
      whole
        .slice(index + 1)
        .filter((other) => arePair(one.key, other.key) && other.sentence - one.sentence <= FARTHEST)
        .map((other): [Definition, Definition] => [one, other]),
    )
    .sort(([a, b], [c, d]) => b.sentence - a.sentence - (d.sentence - c.sentence));
}

function withArticle({ article, term }: Definition): string {
  return article === undefined ? term : `${article} ${term}`;
}

export function arePair(one: string, other: string): boolean {
  const [a, b] = [one.split(' '), other.split(' ')];
  if (a.includes('of') || b.includes('of')) return false;
  if (a.length < 2 || b.length < 2 || a.at(-1) !== b.at(-1)) return false;
  const [front, back] = [a.slice(0, -1), b.slice(0, -1)];
  return !front.every((word) => back.includes(word)) && !back.every((word) => front.includes(word));
}

/** «X …, whereas Y …»: a term on either side, and the sentence is the answer. */
function contrasts(material: Material): Comparison[] {
  const found: Comparison[] = [];
  for (const passage of material.passages.values()) {
    const match = passage.quote.match(/^(.+?),? \b(?:whereas|unlike)\b (.+)$/i);
    const one = longestTermAtStart(material, passage, match?.[1]);
    const other = longestTermAtStart(material, passage, match?.[2]);
    if (!one || !other || one === other || one.includes(other) || other.includes(one)) continue;
    found.push({
      one,
      other,
      question: `How does ${one} differ from ${other}?`,
      points: [passage.quote],
      sources: passage.sources,
    });
  }
  return found;
}

function longestTermAtStart(
  material: Material,
  passage: Passage,
  text: string | undefined,
): string | undefined {
  const plain = text?.toLowerCase().replace(/^(?:a|an|the) /, '');
  return material.terms
    .filter(
      (term) =>
        passage.terms.includes(term.key) && term.words > 1 && plain?.startsWith(term.name.toLowerCase()),
    )
    .sort((a, b) => b.words - a.words)[0]?.name;
}
