import type { Item } from '../artifacts/define.ts';
import { contentStems, wordsOf } from '../text/words.ts';
import { askedOf, asksForException, leansBack, namesBack, shareOf, sidesOf } from './asking.ts';
import type { QualityRule, RuleContext } from './define.ts';
import { wantedStems } from './evidence.ts';
import { familyOf, polesOf } from './opposites.ts';
import { tokensOf } from './passage.ts';

/** Least share of what is asked that must stand where the answer stands. */
const LEAST_SHARE = 0.25;
/** Where the citation was looked up by the words of the answer, the question must be met there as well. */
const LEAST_SHARE_REPAIRED = 0.75;
/** A place that speaks of this much of the question, without the answer, is where the answer should be. */
const RIVAL_SHARE = 0.6;
const COPULA = new Set(['is', 'are', 'was', 'were', 'means', 'refers', 'describes', 'says', 'has', 'can']);
/** How far before the answer a sentence that leans back may find what it leans on. */
const MOST_LEANING = 4;
const MOST_LEANING_REPAIRED = 2;
/** How far from the answer the question may be met, if only somewhere in the cited words. */
const AROUND = 3;
/** How far before a definition that leans back its term may stand, in sentences, scraps of talk among them. */
const FAR = 6;
/** A sentence that holds this share of what the best one holds may as well be the place of the answer. */
const AS_GOOD = 0.9;

/**
 * The answer must be said of what is asked: the words of the question stand in the sentence of the answer,
 * or in the one that it leans on. Words that are true of something else nearby fail here.
 */
export const answerSpan: QualityRule = {
  name: 'answer-span',
  repair: 'none',
  judge(item, context) {
    if (item.kind === 'cloze' || asksForException(item)) return undefined;
    if (item.subject !== undefined) return judgeSubject(item, item.subject, context);
    if (item.question === undefined) return undefined;
    const asked = askedOf(item.question, context.lecture);
    if (asked.size === 0) return undefined;
    const places = answerPlaces(item.claim, context);
    const shareAt = (near: readonly number[]) => shareOf(asked, stemsOf(near, context));
    const own = Math.max(0, ...places.map(shareAt));
    const loose = Math.max(0, ...places.map((near) => shareAt(withCited(near, context))));
    if (context.repaired ? own < LEAST_SHARE_REPAIRED : loose < LEAST_SHARE) {
      return 'the cited words do not speak of what is asked';
    }
    const near = new Set(places.flat());
    const reversed = findReversed(asked, [...near], context);
    if (reversed) return `the answer is said of «${reversed}»`;
    const rival = Math.max(
      0,
      ...context.passage.sentences
        .filter((sentence) => !near.has(sentence))
        .map((sentence) => shareOf(asked, stemsOf([sentence], context))),
    );
    if (own < 0.5 && rival >= RIVAL_SHARE && own < 0.6 * rival) return 'the answer is said of something else';
    return judgeSides(item, asked, places, context);
  },
};

/**
 * Each place of the cited words that holds the answer, as sentences: the one that says it, those that it
 * leans on, and one that only gives it a name.
 */
function answerPlaces(claim: string, context: RuleContext): number[][] {
  const { lecture, passage } = context;
  return context.evidenceFor(claim).flatMap(({ tokens, sentences }) => {
    const wanted = wantedStems(tokens, lecture);
    const share = (sentence: number) => shareOf(wanted, stemsOf([sentence], context));
    const best = share(sentences[0] ?? -1);
    const equals = passage.sentences.filter((sentence) => share(sentence) >= AS_GOOD * best);
    // An answer that is put together from several sentences is one place.
    const groups =
      sentences.length > 1 ? [sentences, ...equals.map((one) => [one])] : equals.map((one) => [one]);
    return groups.map((group) => withLeaning(group, context));
  });
}

/** «Upward», where the question asks of «downward» and the place of the answer does not say it. */
function findReversed(
  asked: ReadonlyMap<string, number>,
  near: readonly number[],
  { lecture }: RuleContext,
): string | undefined {
  const said = new Map(
    near.flatMap((one) => [...tokensOf(lecture, one)].map(([, token]) => [token.stem, token.norm])),
  );
  for (const stem of asked.keys()) {
    if (said.has(stem)) continue;
    for (const { family, pole } of polesOf(stem)) {
      const poles = familyOf(family);
      if (poles[pole].some((same) => said.has(same))) continue;
      const opposite = poles[pole === 0 ? 1 : 0].find((other) => said.has(other));
      if (opposite) return said.get(opposite);
    }
  }
  return undefined;
}

/** With what else is cited around it: speech says the same thing in several short sentences. */
function withCited(near: readonly number[], { passage }: RuleContext): number[] {
  const cited = passage.sentences.filter((sentence) =>
    near.some((other) => Math.abs(other - sentence) <= AROUND),
  );
  return [...near, ...cited];
}

function withLeaning(sentences: readonly number[], { lecture, repaired }: RuleContext): number[] {
  const most = repaired ? MOST_LEANING_REPAIRED : MOST_LEANING;
  const near = new Set(sentences);
  for (const sentence of sentences) {
    for (let back = sentence, step = 0; step < most && leansBack(lecture, back); step++) {
      back--;
      near.add(back);
    }
    if (namesBack(lecture, sentence + 1)) near.add(sentence + 1);
  }
  return [...near];
}

function stemsOf(sentences: readonly number[], { lecture }: RuleContext): Set<string> {
  const stems = new Set<string>();
  for (const sentence of sentences)
    for (const side of sidesOf(lecture, sentence)) for (const stem of side) stems.add(stem);
  return stems;
}

/** In «A is x, whereas B is y», the answer must stand on the side of what is asked. */
function judgeSides(
  item: Item,
  asked: ReadonlyMap<string, number>,
  places: readonly (readonly number[])[],
  { lecture, evidenceFor }: RuleContext,
): string | undefined {
  const main = evidenceFor(item.claim)[0]?.sentences[0];
  if (main === undefined || places.length !== 1 || places[0]?.length !== 1) return undefined;
  const sides = sidesOf(lecture, main);
  if (sides.length !== 2) return undefined;
  const [one = new Set<string>(), other = new Set<string>()] = sides;
  const lean = (stems: Iterable<string>) => {
    let balance = 0;
    for (const stem of stems) balance += Number(one.has(stem)) - Number(other.has(stem));
    return Math.sign(balance);
  };
  const askedSide = lean(asked.keys());
  const answeredSide = lean(new Set(contentStems(item.claim)));
  return askedSide * answeredSide < 0 ? 'the answer is said of the other side of the contrast' : undefined;
}

/** A definition must stand with its own term, and not explain the term by itself. */
function judgeSubject(item: Item, subject: string, context: RuleContext): string | undefined {
  const stems = contentStems(subject);
  const definition = item.claim.split('\n')[0] ?? '';
  if (stems.length === 0 || definition === subject) return undefined;
  const defined = contentStems(definition);
  if (stems.every((stem) => defined.includes(stem)) && !isSentenceOf(stems, definition)) {
    return 'the definition uses the term that it defines';
  }
  const places = answerPlaces(definition, context);
  const near = places.flat();
  if (near.some((sentence) => holdsPhrase(stems, sentence, context))) return undefined;
  const asked = new Map(stems.map((stem) => [stem, context.lecture.weight(stem)]));
  if (context.repaired) return 'the definition does not stand with its term';
  const loose = stems.length > 1 && shareOf(asked, stemsOf(near, context)) >= 0.99;
  // «What is a supply curve? – Anyone? – Yeah, the willingness …»
  const led = places.some(
    (place) =>
      place.some((sentence) => leansBack(context.lecture, sentence)) &&
      context.passage.sentences.some(
        (sentence) =>
          place.some((other) => sentence < other && other - sentence <= FAR) &&
          holdsPhrase(stems, sentence, context),
      ),
  );
  return loose || led ? undefined : 'the definition does not stand with its term';
}

/** «Decay is the gradual weakening …»: a whole sentence that begins with its term. */
function isSentenceOf(stems: readonly string[], definition: string): boolean {
  const words = wordsOf(definition);
  const last = words.findIndex(({ stem }) => stem === stems.at(-1));
  return last >= 0 && last <= stems.length + 1 && COPULA.has(words[last + 1]?.norm ?? '');
}

function holdsPhrase(stems: readonly string[], sentence: number, { lecture }: RuleContext): boolean {
  const span = lecture.sentences[sentence];
  if (!span) return false;
  const content = lecture.tokens.slice(span.first, span.last + 1).filter(({ content }) => content);
  return content.some((_, at) => stems.every((stem, step) => content[at + step]?.stem === stem));
}
