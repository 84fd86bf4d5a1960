import type { NounPhrase } from './clause.ts';
import { isNameLike } from './definition-parts.ts';
import type { Definition, DefinitionForm } from './definitions.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { slice, type Token } from './tagger.ts';
import { termKey } from './terms.ts';

const MOST_WORDS = 36;
/** What trails a definition and is no part of it. */
const ASIDE =
  /,? (?:as (?:many|most|some|all) of you\b.*|as you (?:may |might |probably )?know|right|ok|okay|of course|basically|essentially|for example)$/i;

/** A further clause that says something else: «a semaphore that starts at one, although …». */
const CONTINUED = /, (?:although|though|so|which is why|right|and [\p{L} ]{2,25} means?)\b.*$/iu;

/** A definition of what stands in `tokens` from `from` to `to`, for the name that a phrase gives. */
export function makeDefinition(
  sentence: TaggedSentence,
  tokens: readonly Token[],
  named: { text: string; tokens: readonly Token[]; phrase: NounPhrase },
  {
    from,
    form,
    trust,
    to,
    sure,
  }: { from: number; form: DefinitionForm; trust: number; to: number; sure: boolean },
): Definition | undefined {
  const subject = named.phrase;
  const name = named.tokens.slice(subject.name, subject.to);
  if (!isNameLike(name, subject.determiner, form, sure)) return undefined;
  const definition = slice(sentence.text, tokens, from, to)
    .replace(/[.!?"”]+$/, '')
    .replace(ASIDE, '')
    .replace(form === 'where' ? /$^/ : CONTINUED, '')
    .trim();
  // «the reaction to it»: the definition hangs on the sentence before.
  if (
    /^(?:an? |the |any )?(?:[\p{L}-]+ ){1,3}(?:to|of|for|on|by|with|in|from|about|between) (?:it|them|him|her|this|that|these)\b(?! \p{L}+ (?:that|which))/iu.test(
      definition,
    )
  )
    return undefined;
  const words = definition.split(/\s+/).length;
  if (words < 4 || words > MOST_WORDS) return undefined;
  const head = name.at(-1);
  return {
    key: termKey(name),
    term: slice(named.text, named.tokens, subject.name, subject.to),
    article: subject.determiner,
    plural: head !== undefined && head.lemma !== head.lower && head.lower.endsWith('s'),
    past: false,
    definition,
    form,
    sentence: sentence.index,
    trust,
  };
}
