import { leadLength, nounPhraseAt } from './clause.ts';
import type { Fact, FactHints } from './facts.ts';
import { isQuestion } from './nods.ts';
import { dangles } from './pronouns.ts';
import { flawOf, isDeictic } from './quotable.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import { isNominal, isWord, slice } from './tagger.ts';

const ASKS =
  /^(?:what|how|which|who|where|when) (?:do|does|did|is|are|was|were|can|could|has|have|should)\b/i;
/** Asked of the class, and not of the matter. */
const OF_THE_CLASS =
  /\b(?:i|you|your|me|we|us|our|anyone|anybody|everybody|remember|here|now|then|today|next|call|mean|question|answer|happen(?:s|ed)?)\b/i;
const MOST_QUESTION = 16;
const MOST_ANSWER = 30;

/**
 * A lecturer's own question with the sentence that answers it right after: «The answer is …», or a sentence that
 * begins with what was asked about.
 */
export function answeredBy(
  question: TaggedSentence,
  next: TaggedSentence,
  { isTerm }: FactHints,
): Fact | undefined {
  if (!isQuestion(question.text) || isQuestion(next.text) || !next.whole || question.speaker !== next.speaker)
    return undefined;
  const text = question.text.slice(leadLength(question.text));
  const asked = question.tokens.filter(({ start }) => start >= leadLength(question.text));
  const words = asked.filter(isWord).length;
  if (!ASKS.test(text) || words < 4 || words > MOST_QUESTION || OF_THE_CLASS.test(text)) return undefined;
  if (flawOf(text, asked) || dangles(asked)) return undefined;
  const lead = leadLength(next.text);
  const said = next.tokens.filter(({ start }) => start >= lead);
  if (said.filter(isWord).length > MOST_ANSWER || isDeictic(next.text.slice(lead))) return undefined;
  const given = /^(?:the|one) answer is (?:that )?/i.exec(next.text.slice(lead));
  const own = given ? said.filter(({ start }) => start >= lead + given[0].length) : said;
  if (own.filter(isWord).length < (given ? 2 : 5) || flawOf(slice(next.text, own, 0, own.length), own))
    return undefined;
  if (dangles(own) || /^(?:no|yes|not|well|because|but|it|that|this|there)$/.test(own[0]?.lower ?? ''))
    return undefined;
  if (!given && !sharesSubject(asked, own, isTerm)) return undefined;
  const answer = slice(next.text, own, 0, own.length).replace(/[\s.!?]+$/, '');
  return {
    form: 'answered',
    question: text.charAt(0).toUpperCase() + text.slice(1),
    answer,
    sentence: next.index,
    sentences: [question.index, next.index],
  };
}

/** The answer begins with a noun phrase whose head was asked about. */
function sharesSubject(
  asked: TaggedSentence['tokens'],
  said: TaggedSentence['tokens'],
  isTerm: FactHints['isTerm'],
): boolean {
  const subject = nounPhraseAt(said, 0);
  const name = said.slice(subject?.name ?? 0, subject?.to ?? 0);
  const heads = new Set(asked.filter(isNominal).map(({ lemma }) => lemma));
  return (
    subject !== undefined && isTerm(name) && name.some((token) => isNominal(token) && heads.has(token.lemma))
  );
}
