import { contentStems } from '../text/words.ts';
import { placesOf } from './alignment.ts';
import type { QualityRule, RuleContext } from './define.ts';
import { coverageOf, type Evidence } from './evidence.ts';
import { findInText } from './meaning.ts';

/** A false statement of which this much stands in the cited words must be contradicted by them. */
const SAID = 0.8;
/** A statement with less than this in common with its words is about something else. */
const RELATED = 0.3;
/** Most words before the verb of a statement whose subject is looked for. */
const MOST_SUBJECT = 7;

/**
 * What is called false must not follow from the lecture. That a true statement follows is judged like every
 * claim.
 */
export const truth: QualityRule = {
  name: 'truth',
  repair: 'none',
  judge({ statement, further = [] }, context) {
    if (!statement) return undefined;
    if (statement.text.includes('?')) return 'the statement is a question';
    if (new Set(contentStems(statement.text)).size < 2) return 'the statement says nothing';
    const evidence = context.evidenceFor(statement.text);
    if (statement.truth) return saidOfAnother(evidence, context);
    const share = coverageOf(evidence);
    if (share < RELATED) return 'the false statement is about something else';
    const contradicted = Object.values(findInText).some((find) => find(statement.text, context));
    if (contradicted) return undefined;
    if (share >= SAID && !namesAnother(evidence, context)) return 'the lecture says what is called false';
    const explained = new Set(further.flatMap(contentStems));
    const missing = new Set(contentStems(statement.text).filter((stem) => !explained.has(stem)));
    return missing.size === 0 ? 'the explanation says what is called false' : undefined;
  },
};

const COPULAS = new Set(['is', 'are', 'was', 'were']);

/** «Memory cells are …», where the cited words say it of something else: the lecture knows the subject, they do not. */
function saidOfAnother(evidence: readonly Evidence[], { lecture, passage }: RuleContext): string | undefined {
  for (const { tokens } of evidence) {
    const copula = tokens.findIndex(({ norm }) => COPULAS.has(norm));
    if (copula < 1 || copula > MOST_SUBJECT) continue;
    const stranger = tokens
      .slice(0, copula)
      .find(
        ({ content, stem }) =>
          content && lecture.byStem.has(stem) && placesOf(stem, lecture, passage.sentences).length === 0,
      );
    if (stranger) return `the cited words do not speak of «${stranger.norm}»`;
  }
  return undefined;
}

/** «Osmosis is a kind of catalyst»: a word that the lecture uses, but not where the rest of it stands. */
function namesAnother(evidence: readonly Evidence[], { lecture }: RuleContext): boolean {
  return evidence.some(({ tokens, sentences }) =>
    tokens.some(
      ({ content, stem }) =>
        content && lecture.byStem.has(stem) && placesOf(stem, lecture, sentences).length === 0,
    ),
  );
}
