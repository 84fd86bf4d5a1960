import type { TaggedSentence } from './tagged-sentence.ts';
import { isWord } from './tagger.ts';
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
    return told.length >= LEAST_EXAMPLES;
  });
  return new Set(cases.map(({ key }) => key));
}
