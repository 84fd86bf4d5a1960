import type { Item } from '../artifacts/define.ts';
import { normalise } from '../text/words.ts';
import { shareOf } from './asking.ts';
import type { QualityRule, RuleContext } from './define.ts';
import { coverageOf, wantedStems } from './evidence.ts';
import { type Passage, tokensOf } from './passage.ts';

/**
 * Least share of a free claim's meaning that its cited words must hold. Words of the claim that the lecture
 * uses elsewhere weigh more than words that it never uses, so a paraphrase passes and a claim about
 * another part of the lecture does not. The fewer words a claim has, the less room for a paraphrase.
 */
export const LEAST_SUPPORT = 0.5;
const LEAST_SUPPORT_OF_FEW = 0.7;
const ROOM = 0.4;

function leastSupport(words: number): number {
  return Math.min(LEAST_SUPPORT_OF_FEW, LEAST_SUPPORT + ROOM / Math.max(1, words));
}

export const sources: QualityRule = {
  name: 'sources',
  repair: 'cite-support',
  judge({ sources: cited }, { lecture, passage }) {
    const missing = cited.find((id) => !lecture.places.has(id));
    if (missing !== undefined) return `there is no segment «${missing}»`;
    return passage.sentences.length === 0 ? 'the cited segments hold no words' : undefined;
  },
};

export const verbatim: QualityRule = {
  name: 'verbatim',
  repair: 'cite-support',
  judge(item, { passage }) {
    if (!item.verbatim) return undefined;
    const runs = runsOf(passage);
    const missing = item.claim
      .split('\n')
      .map(normalise)
      .find((line) => line === '' || !runs.some((run) => run.includes(` ${line} `)));
    return missing === undefined ? undefined : 'the words do not stand in the cited segments';
  },
};

export const support: QualityRule = {
  name: 'support',
  repair: 'cite-support',
  judge(item, context) {
    const { claim, kind } = item;
    if (kind === 'heading') return judgeHeading(supportOf(item, context));
    const evidence = context.evidenceFor(claim);
    if (evidence.length === 0) return 'the claim says nothing';
    const weak = evidence.find(
      ({ tokens, coverage }) => coverage < leastSupport(wantedStems(tokens, context.lecture).size),
    );
    return weak && `only ${Math.round(weak.coverage * 100)} % stands in the cited words`;
  },
};

function judgeHeading(share: number): string | undefined {
  if (share >= LEAST_SUPPORT_OF_FEW) return undefined;
  return `only ${Math.round(share * 100)} % stands in the cited words`;
}

/** Share of the claim that the cited words support, 0 to 1; the weakest sentence counts. */
export function supportOf(item: Item, context: RuleContext): number {
  const evidence = context.evidenceFor(item.claim);
  if (evidence.length === 0) return 0;
  if (item.kind !== 'heading') return coverageOf(evidence);
  // A heading names what a whole stretch is about, so its words may stand anywhere in it.
  const { lecture, passage } = context;
  const said = new Set<string>();
  for (const sentence of passage.sentences) {
    for (const [at, { stem }] of tokensOf(lecture, sentence)) if (passage.isCited(at)) said.add(stem);
  }
  return shareOf(
    wantedStems(
      evidence.flatMap(({ tokens }) => tokens),
      lecture,
    ),
    said,
  );
}

/** The cited words, normalised; segments that do not follow one another do not run together. */
function runsOf({ lecture, places }: Passage): string[] {
  const runs: string[] = [];
  let before = -2;
  for (const place of places) {
    const span = lecture.spans[place];
    const words = span
      ? lecture.tokens
          .slice(span.first, span.last + 1)
          .map(({ norm }) => norm)
          .join(' ')
      : '';
    if (place === before + 1) runs.push(`${runs.pop()}${words} `);
    else runs.push(` ${words} `);
    before = place;
  }
  return runs;
}
