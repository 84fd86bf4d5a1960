import type { QualityRule, RuleContext } from './define.ts';
import type { Evidence } from './evidence.ts';
import { denies } from './negation.ts';

/** What follows these to the end of the sentence is what somebody wrongly holds. */
const FRAME =
  /\b(?:mistakes?|mistaken|mistakenly|wrong|wrongly|myth|misconception|false|incorrect|not true|(?:people|students|many|everybody|everyone|most of us|books) (?:\w+ ){0,3}(?:believed?|think|thought|imagined?|assumed?|confuse|claim))\b/;
/** From this share of its words on, a claim is taken out of the frame. */
const TAKEN = 0.6;

/** A claim may not be taken out of «it is a mistake to think that …» without saying so. */
export const mistakenView: QualityRule = {
  name: 'mistaken-view',
  repair: 'none',
  judge: ({ claim, question = '' }, context) =>
    FRAME.test(question.toLowerCase()) ? undefined : findMistakenView(claim, context),
};

export function findMistakenView(text: string, context: RuleContext): string | undefined {
  for (const evidence of context.evidenceFor(text)) {
    const frame = frameOf(evidence, context);
    if (frame !== undefined) return `the lecture calls it a mistaken view («${frame}»)`;
  }
  return undefined;
}

function frameOf({ tokens, sentences }: Evidence, { lecture }: RuleContext): string | undefined {
  if (FRAME.test(tokens.map(({ norm }) => norm).join(' ')) || denies(tokens)) return undefined;
  const span = lecture.sentences[sentences[0] ?? -1];
  if (!span) return undefined;
  const said = lecture.tokens.slice(span.first, span.last + 1);
  const words = said.map(({ norm }) => norm).join(' ');
  const frame = FRAME.exec(words);
  if (!frame) return undefined;
  const begins = words.slice(0, frame.index + frame[0].length).split(' ').length;
  const framed = new Set(said.slice(begins).map(({ stem }) => stem));
  const before = new Set(said.slice(0, begins).map(({ stem }) => stem));
  const content = tokens.filter((token) => token.content);
  const inside = content.filter(({ stem }) => framed.has(stem) && !before.has(stem)).length;
  return inside > 0 && inside >= TAKEN * content.length ? frame[0] : undefined;
}
