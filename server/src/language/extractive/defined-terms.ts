import { leadLength } from '@pegasus/core/text/clause.ts';
import { type Definition, definitionsIn } from '@pegasus/core/text/definitions.ts';
import { introducedIn } from '@pegasus/core/text/introductions.ts';
import { dangles } from '@pegasus/core/text/pronouns.ts';
import { lowerFirst } from '@pegasus/core/text/proper-names.ts';
import { flawOf } from '@pegasus/core/text/quotable.ts';
import type { TaggedSentence } from '@pegasus/core/text/tagged-sentence.ts';
import type { Term } from '@pegasus/core/text/terms.ts';

/** A term must be spoken of at least this often, or be defined in so many words. */
const LEAST_MENTIONS = 2;
const SURE = 0.85;
/** Several words that are defined are rarely a chance. */
const SURE_OF_SEVERAL = 0.8;

/**
 * One definition a term, the most trustworthy that stands by itself. A clause may come from a sentence that
 * as a whole leans on the one before, as long as the clause does not.
 */
export function collectDefinitions(
  sentences: readonly TaggedSentence[],
  {
    terms,
    quotable,
    names: proper,
  }: { terms: readonly Term[]; quotable: ReadonlySet<number>; names: ReadonlySet<string> },
): Definition[] {
  const lower = sentences.map((sentence) => sentence.text.toLowerCase()).join(' ');
  const names = new Map(terms.map((term) => [term.key, term]));
  const best = new Map<string, { definition: Definition; mark: number }>();
  for (const [place, sentence] of sentences.entries()) {
    const before = sentences[place - 1];
    const introduced = before && introducedIn(sentence, before);
    for (const found of introduced ? [introduced] : definitionsIn(sentence)) {
      if (!standsAlone(sentence, found, quotable.has(sentence.index)) || isPerson(found, proper)) continue;
      const known = names.get(found.key);
      const mentions = known?.count ?? occurrences(lower, found.term.toLowerCase());
      const several = found.key.includes(' ');
      if (mentions < LEAST_MENTIONS && found.trust < (several ? SURE_OF_SEVERAL : SURE)) continue;
      const definition = { ...found, term: lowerFirst(found.term, proper) };
      const mark = found.trust + (quotable.has(sentence.index) ? 0.1 : 0);
      if (mark > (best.get(found.key)?.mark ?? 0)) best.set(found.key, { definition, mark });
    }
  }
  return [...best.values()].map(({ definition }) => definition).sort((a, b) => a.sentence - b.sentence);
}

function standsAlone(sentence: TaggedSentence, definition: Definition, quotable: boolean): boolean {
  if (quotable) return true;
  const lead = leadLength(sentence.text);
  const at = sentence.text.indexOf(definition.definition);
  const clause = sentence.tokens.filter(
    (token) => token.start >= at && token.end <= at + definition.definition.length,
  );
  if (flawOf(definition.definition, clause)) return false;
  // The term stands before the clause and may be meant by its pronouns.
  if (definition.named !== undefined) return !dangles(clause);
  const tokens =
    definition.form === 'called' ? clause : sentence.tokens.filter((token) => token.start >= lead);
  return !dangles(definition.form === 'is' || definition.form === 'where' ? tokens : clause);
}

/** Somebody introduced by profession is no term to learn. */
function isPerson({ term, definition }: Definition, proper: ReadonlySet<string>): boolean {
  const name = term
    .split(/\s+/)
    .every((word) => /^\p{Lu}\p{Ll}/u.test(word) && proper.has(word.toLowerCase()));
  return name && PEOPLE.test(definition);
}

const PEOPLE =
  /^(?:a|an|the|one of the) (?:[\w-]+ ){0,4}?(?:scientists?|\w+ists?|\w+ians?|professors?|researchers?|engineers?|students?|authors?|writers?|teachers?|lecturers?|colleagues?|friends?|(?:wo)?m[ae]n|person|guy|president|founders?|fellow|lawyers?|doctors?)\b/i;

function occurrences(text: string, term: string): number {
  return text.match(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(term)}`, 'gu'))?.length ?? 0;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
