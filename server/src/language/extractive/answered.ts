import { answeredBy } from '@pegasus/core/text/answered-questions.ts';
import { type Fact, type FactHints, factIn } from '@pegasus/core/text/facts.ts';
import type { TaggedSentence } from '@pegasus/core/text/tagged-sentence.ts';
import { type Term, termKey } from '@pegasus/core/text/terms.ts';

/** Said this often, «the …» is known to whoever heard the lecture. */
const KNOWN = 2;

/**
 * The questions that sentences answer in so many words, in the order of the lecture; none twice, and none from
 * a sentence that gives a definition or a reason already.
 */
export function collectFacts(
  sentences: readonly TaggedSentence[],
  { terms, names, taken }: { terms: readonly Term[]; names: ReadonlySet<string>; taken: ReadonlySet<number> },
): Fact[] {
  const known = new Set(terms.filter(({ count }) => count >= KNOWN).map(({ key }) => key));
  const hints: FactHints = { names, isTerm: (name) => known.has(termKey(name)) };
  const found = new Map<string, Fact>();
  for (const [place, sentence] of sentences.entries()) {
    const next = sentences[place + 1];
    const fact =
      (taken.has(sentence.index) ? undefined : factIn(sentence, hints)) ??
      (next?.index === sentence.index + 1 && !taken.has(next.index)
        ? answeredBy(sentence, next, hints)
        : undefined);
    if (fact && !found.has(fact.question)) found.set(fact.question, fact);
  }
  return [...found.values()];
}
