import { contentStems } from '../text/words.ts';
import type { QualityRule, RuleContext } from './define.ts';
import { tokensOf } from './passage.ts';

/** Labels that say no more than that two concepts come together. */
const NEUTRAL =
  /\b(?:discussed|together|related|relates?|compared|contrasted|linked|connected|mentioned|see also|versus)\b/i;
/** Words that a label stands for in a lecture, by what the label says. */
const CUES: readonly { label: RegExp; said: RegExp }[] = [
  {
    label: /\b(?:kind|type|form|sort|example|instance|is an?|subtype)\b|^(?:is|are)$/i,
    said: /\b(?:kinds?|types?|forms?|sorts?|examples?|is an?|are|both|such as|as an?|called|includ\w+)\b/i,
  },
  {
    label: /\b(?:part|contains?|consists?|has|have|made)\b/i,
    said: /\b(?:parts?|contain\w*|consist\w*|has|have|with|in|inside|made|into|of)\b/i,
  },
  {
    label:
      /\b(?:causes?|leads?|makes?|produces?|results?|drives?|creates?|builds?|raises?|increases?|because)\b/i,
    said: /\b(?:caus\w+|lead\w*|made?|mak\w+|produc\w+|result\w*|driv\w+|drove|creat\w+|buil\w+|rais\w+|increas\w+|because|so|why|turns?|when|if|by)\b/i,
  },
  {
    label: /\b(?:needs?|requires?|depends?|uses?|based)\b/i,
    said: /\b(?:need\w*|requir\w+|depend\w*|us(?:e|es|ed|ing)|based|cost\w*|by|through|across|without|with)\b/i,
  },
];

/** Both concepts are spoken of in one breath, and the lecture says of them what the label says. */
export const relation: QualityRule = {
  name: 'relation',
  repair: 'cite-support',
  judge({ relation: stated }, context) {
    if (!stated) return undefined;
    const from = contentStems(stated.from);
    const to = contentStems(stated.to);
    if (from.length === 0 || to.length === 0) return 'a concept has no name';
    if (from.join(' ') === to.join(' ')) return 'a concept is related to itself';
    const together = context.passage.sentences.filter((sentence) => {
      const stems = stemsAround(sentence, context);
      return from.every((stem) => stems.has(stem)) && to.every((stem) => stems.has(stem));
    });
    if (together.length === 0) return 'the concepts are not spoken of together';
    if (NEUTRAL.test(stated.label)) return undefined;
    const labelStems = contentStems(stated.label);
    const cue = CUES.find(({ label }) => label.test(stated.label));
    const said = together.some((sentence) => {
      const stems = stemsAround(sentence, context);
      if (labelStems.length > 0 && labelStems.some((stem) => stems.has(stem))) return true;
      return cue?.said.test(wordsAround(sentence, context)) ?? false;
    });
    return said ? undefined : `the lecture does not say «${stated.label}»`;
  },
};

/** A sentence and the one before it, which it may lean on, where both are cited. */
function around(sentence: number, { passage }: RuleContext): number[] {
  return passage.sentences.includes(sentence - 1) ? [sentence - 1, sentence] : [sentence];
}

function stemsAround(sentence: number, context: RuleContext): Set<string> {
  const stems = new Set<string>();
  for (const one of around(sentence, context)) {
    for (const [, token] of tokensOf(context.lecture, one)) stems.add(token.stem);
  }
  return stems;
}

function wordsAround(sentence: number, context: RuleContext): string {
  return around(sentence, context)
    .flatMap((one) => [...tokensOf(context.lecture, one)].map(([, { norm }]) => norm))
    .join(' ');
}
