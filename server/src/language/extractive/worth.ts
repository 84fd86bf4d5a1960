import type { Role } from '@pegasus/core/presets/define.ts';
import { leadLength, nounPhraseAt } from '@pegasus/core/text/clause.ts';
import { GENERIC_NOUNS } from '@pegasus/core/text/common-words.ts';
import { isGeneral } from '@pegasus/core/text/roles.ts';
import type { TaggedSentence } from '@pegasus/core/text/tagged-sentence.ts';
import { isNominal, isWord, type Token } from '@pegasus/core/text/tagger.ts';
import type { Term } from '@pegasus/core/text/terms.ts';

export interface WorthHints {
  /** 0 to 1, from the ranking of its chapter. */
  rank: number;
  terms: readonly Term[];
  roles: readonly Role[];
}

const CUED: Partial<Record<Role, number>> = {
  definition: 0.35,
  recap: 0.3,
  'key-point': 0.3,
  cause: 0.25,
  misconception: 0.2,
  contrast: 0.15,
  dependency: 0.15,
  'kind-of': 0.15,
  evidence: 0.1,
};

/** A comparison whose other side is not said. */
const COMPARED =
  /\b(?:harder|easier|better|worse|larger|smaller|bigger|faster|slower|cheaper|safer|more|less)\b/i;

/** Words that lean on what was said before without pointing at it. */
const LEANING =
  /\b(?:still|then|now|also|too|suddenly|initially|again|at that|of course|once|already|instead)\b/i;
/** «It is important that you understand X.»: what is to be known of it comes elsewhere. */
const ANNOUNCING =
  /\bimportant (?:that (?:you|we|students) |(?:for (?:you|us|students) )?to )(?:understand|know|learn|study|remember|be (?:aware|familiar))\b(?! that\b)|\bthat (?:is|are) (?:very |really |also )*important (?:is|are)\b/i;
/** Most words of a praise. */
const MOST_PRAISE = 5;
const PRAISE =
  /^(?:natural|nice|interesting|important|good|great|perfect|ideal|useful|beautiful|cool|amazing|fun|fascinating|intuitive|appealing|remarkable|exciting|excellent|wonderful|elegant|neat)$/;
/** «If we think about X, …»: an invitation and no rule. */
const INVITES =
  /^(?:if|when|as) (?:we|you) (?:think|look|talk|go|consider|see|remember|recall|imagine|take|start|want|ask)\b/i;
/** «All of them are now in one table»: how things stand in a case that is told. */
const OF_THE_MOMENT = /\b(?:is|are|has|have) now\b/i;
const ADDRESS = /^(?:we|you|they|everybody|someone|somebody)\b/i;

/**
 * How much a sentence is worth to a student: central to its chapter, about terms, general rather than told of
 * one case, marked by the lecturer. Roughly −1 to 1.5; below `LEAST_WORTH` it is not shown as a point.
 */
export function worthOf(sentence: TaggedSentence, { rank, terms, roles }: WorthHints): number {
  const lead = leadLength(sentence.text);
  const text = sentence.text.slice(lead);
  const tokens = sentence.tokens.filter((token) => token.start >= lead);
  const words = tokens.filter(isWord).length;
  let worth = 0.35 * rank;
  worth +=
    0.3 *
    Math.min(
      1,
      terms.reduce(
        (sum, term) => sum + (term.proper ? 0 : 1) * Math.min(0.5, term.words > 1 ? 0.35 : 0.2),
        0,
      ),
    );
  worth += Math.max(0, ...roles.map((role) => CUED[role] ?? 0));
  const subject = nounPhraseAt(tokens, 0);
  if (subject) {
    const name = tokens.slice(subject.name, subject.to);
    const named = terms.some((term) =>
      term.key.split(' ').some((word) => name.some(({ lemma, lower }) => lemma === word || lower === word)),
    );
    if (named) worth += 0.25;
    // «The cool thing about it is …» announces something and says little.
    if (GENERIC_NOUNS.has(name.filter(isNominal)[0]?.lemma ?? '') && !roles.includes('definition'))
      worth -= 0.2;
    // «The producer», «the government»: known only from the sentences before.
    if (subject.determiner === 'the' && name.filter(isNominal).length === 1 && name.length === 1)
      worth -= 0.2;
  }
  const general = isGeneral(sentence);
  if (!general) worth -= 0.6;
  const rule =
    general &&
    !INVITES.test(text) &&
    /^(?:if|when|whenever|as|unless|without|the more|the less|the higher|the lower)\b/i.test(text);
  if (rule) worth += 0.25;
  else if (/\b(?:you|we|us)\b/i.test(text) && !roles.includes('definition')) worth -= 0.3;
  if (/\b(?:could|might)\b/i.test(text) && !rule) worth -= 0.15;
  if (
    /\b(?:\w+[^n]er|more \w+|less \w+)\b (?:to|[.]|and)/i.test(text) &&
    !/\bthan\b|\bthe (?:more|less|higher|lower)\b/i.test(text) &&
    COMPARED.test(text)
  )
    worth -= 0.2;
  if (ADDRESS.test(text)) worth -= 0.25;
  if (/\b(?:we|you)['’](?:re|ll|ve|d)\b|\bgoing to\b/i.test(text)) worth -= 0.2;
  if (LEANING.test(text)) worth -= 0.15;
  if (OF_THE_MOMENT.test(text)) worth -= 0.3;
  if (/[$€£]|\b\d/.test(text) && !roles.includes('evidence')) worth -= 0.25;
  if (strangers(sentence, terms)) worth -= 0.25;
  if (ANNOUNCING.test(text) || praises(tokens)) worth -= 0.6;
  if (words < 7) worth -= 0.35;
  if (words < 9 && !roles.includes('definition')) worth -= 0.1;
  if (words > 30) worth -= 0.15;
  if (text.endsWith('!')) worth -= 0.2;
  return worth;
}

export const LEAST_WORTH = 0.42;

/** «X has very natural interpretations.»: says how good something is, and not what. */
function praises(tokens: readonly Token[]): boolean {
  const words = tokens.filter(isWord);
  const has = words.findIndex(({ lower }) => /^(?:has|have)$/.test(lower));
  const said = words.slice(has + 1);
  if (has > 0 && said.length <= MOST_PRAISE && said.some(({ lower }) => PRAISE.test(lower))) return true;
  // «A data warehouse is the perfect solution.»
  const [noun, adjective, ...before] = words.toReversed();
  const be = before.findIndex(({ lower }) => /^(?:is|are|was|were)$/.test(lower));
  return noun?.pos === 'NOUN' && PRAISE.test(adjective?.lower ?? '') && be >= 0 && be <= 2;
}

/** Names in the middle of the sentence that are no terms of the lecture: it tells of a case. */
function strangers(sentence: TaggedSentence, terms: readonly Term[]): boolean {
  return sentence.tokens.some(
    (token, index) =>
      index > 0 &&
      token.pos === 'PROPN' &&
      /^\p{Lu}\p{Ll}/u.test(token.text) &&
      !terms.some((term) => !term.proper && term.name.includes(token.text)),
  );
}
