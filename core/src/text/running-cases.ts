import type { TaggedSentence } from './tagged-sentence.ts';
import { isNominal, isWord } from './tagger.ts';
import type { Term } from './terms.ts';

const EXAMPLE = /^(?:(?:and|so|but|now),? )?for (?:example|instance),? /i;
/** Begins so near to the cue: the example is told of it. */
const SUBJECT = 4;
const LEAST_EXAMPLES = 2;

/**
 * Keys of the names of whom a lecture tells its examples again and again, as of one shop: «For example, Globex can
 * …». What is told of them is no point of the subject. `defined` are keys of what the lecture explains.
 */
export function runningCases(
  sentences: readonly TaggedSentence[],
  terms: readonly Term[],
  defined: ReadonlySet<string>,
): Set<string> {
  const openings = sentences.flatMap(({ index, text, tokens }) => {
    const cue = EXAMPLE.exec(text);
    if (!cue) return [];
    const said = tokens.filter((token) => isWord(token) && token.start >= cue[0].length).slice(0, SUBJECT);
    return [{ index, words: said.map(({ lower }) => lower).join(' ') }];
  });
  const cases = terms.filter(({ key, name, words, proper, sentences: places }) => {
    if (defined.has(key) || (words < 2 && !proper)) return false;
    const told = openings.filter(
      ({ index, words: opening }) => places.includes(index) && opening.includes(name.toLowerCase()),
    );
    const uses = /^\p{Lu}\S* \p{Lu}/u.test(name) ? usesOf(name, sentences) : [];
    return new Set([...told, ...uses].map(({ index }) => index)).size >= LEAST_EXAMPLES;
  });
  return new Set(cases.map(({ key }) => key));
}

/** «Global Tulips use a chart to …»: a named party whose doings the lecture tells as they happen. */
function usesOf(name: string, sentences: readonly TaggedSentence[]): TaggedSentence[] {
  const said = `${name.toLowerCase()} `;
  return sentences.filter(({ text }) => {
    const lower = text.toLowerCase();
    const at = lower.indexOf(said);
    return (
      at >= 0 &&
      /^(?:can |could |must |also |now |then )?(?:use|uses|need|needs|want|wants) /.test(
        lower.slice(at + said.length),
      )
    );
  });
}

const CUE = /\bfor (?:example|instance)\b/i;
/** How many sentences an example goes on. */
const REACH = 4;
/** What is said more often is what the lecture is about, wherever it was brought up. */
const OFTEN = 6;
/** One word may come back by chance. */
const LEAST_THINGS = 2;

/**
 * Sentences that go on with an example: they speak of the things that it brought up. `defining` are those that explain a
 * term, which no example is made of.
 */
export function sentencesOfExamples(
  sentences: readonly TaggedSentence[],
  defining: ReadonlySet<number>,
): Set<number> {
  const places = new Map<string, number[]>();
  for (const [at, { tokens }] of sentences.entries()) {
    for (const lemma of new Set(tokens.filter(isNominal).map(({ lemma }) => lemma))) {
      places.set(lemma, [...(places.get(lemma) ?? []), at]);
    }
  }
  const found = new Set<number>();
  for (const [at, { text, tokens }] of sentences.entries()) {
    const cue = CUE.exec(text);
    if (!cue) continue;
    const brought = tokens.filter((token) => {
      const said = places.get(token.lemma) ?? [];
      return isNominal(token) && token.start > cue.index && said[0] === at && said.length < OFTEN;
    });
    const told = new Map<number, Set<string>>();
    for (const { lemma } of brought) {
      for (const later of places.get(lemma) ?? []) {
        if (later > at && later <= at + REACH) told.set(later, (told.get(later) ?? new Set()).add(lemma));
      }
    }
    for (const [later, things] of told) {
      const index = sentences[later]?.index ?? -1;
      if (things.size >= LEAST_THINGS && !defining.has(index)) found.add(index);
    }
  }
  return found;
}
