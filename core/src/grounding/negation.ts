import { bestPlaces, placesOf } from './alignment.ts';
import type { Evidence } from './evidence.ts';
import type { LectureReading } from './lecture-reading.ts';
import type { Token } from './reading.ts';

/**
 * Polarity by cue and scope, in the manner of NegEx (Chapman et al. 2001): a cue denies the words after it
 * up to the end of its clause. The first of them is its head; only heads are compared, because further away
 * the scope is uncertain.
 */
const CUES = new Set(
  'not no never none nobody nothing neither nor without cannot non hardly scarcely seldom rarely'.split(' '),
);
/** «Not only», «not just»: what follows is affirmed. */
const AFFIRMING = new Set('only just merely simply solely'.split(' '));
/** Words that deny without being grammatical negations. */
const DENYING = new Set(
  (
    'avoid block stop prevent exclud lack miss without fail reject deni wrong fals mistak myth misconcept instead ' +
    'rather unlik differ except lose loss limit too unabl imposs refus free remain stai unchang impossibl ' +
    'onli less fewer unus resist ignor contrari incorrect mistaken incorrectli against alon away absenc absent'
  ).split(' '),
);
const SMALL_HEADS = new Set('let get go do have need mean call like sai see look'.split(' '));
const SCOPE = 8;
/** How far a word such as «avoid» reaches. */
/** Most words of a sentence that only denies the one before. */
const BRIEF = 9;
const NEAR = 5;
/** A word that the lecture both affirms and denies counts as denied only if its company says so clearly. */
const TOLERANCE = 1;

interface Polarity {
  /** Tokens that stand in the scope of a cue. */
  denied: Set<number>;
  /** Tokens that a cue denies first. */
  heads: Set<number>;
  /** A cue with nothing after it, as in «as animals do not». */
  bare: number | undefined;
}

export function isNegator(token: Token): boolean {
  return CUES.has(token.norm) || token.norm.endsWith("n't");
}

/** A word that denies without grammar, such as «avoid». */
export function isDenying({ stem }: Token): boolean {
  return DENYING.has(stem);
}

function polarityOf(tokens: readonly Token[], first: number, last: number): Polarity {
  const denied = new Set<number>();
  const heads = new Set<number>();
  let bare: number | undefined;
  for (let at = first; at <= last; at++) {
    const cue = tokens[at];
    if (!cue || !isNegator(cue) || AFFIRMING.has(tokens[at + 1]?.norm ?? '')) continue;
    // «No longer», «no doubt»: the cue is part of an adverb.
    if (cue.norm === 'no' && tokens[at + 1]?.norm === 'doubt') continue;
    const reach = cue.norm === 'non' ? 1 : SCOPE;
    let head: number | undefined;
    let small: number | undefined;
    for (let next = at + 1; next <= Math.min(last, at + reach); next++) {
      const token = tokens[next];
      if (!token || token.clause !== cue.clause) break;
      denied.add(next);
      if (head === undefined && token.content && !token.norm.endsWith('ly')) head = next;
      if (small === undefined && !token.content && SMALL_HEADS.has(token.stem)) small = next;
    }
    // «Does not let everything through»: where no word of content is denied, the small verb is.
    head ??= small;
    if (head !== undefined) heads.add(head);
    else bare = at;
  }
  return { denied, heads, bare };
}

/**
 * Why a sentence of a claim says the opposite of its evidence; undefined where it does not. `passage` are all
 * sentences that the claim may speak of: the company of a word tells which of them it does.
 */
export function findDenial(
  evidence: Evidence,
  passage: readonly number[],
  lecture: LectureReading,
): string | undefined {
  const claim = polarityOf(evidence.tokens, 0, evidence.tokens.length - 1);
  const { denial, aligned } = alignDenials(evidence.tokens, claim, passage, lecture);
  if (denial) return denial;
  if (repeatsDenial(evidence.tokens, passage, lecture)) return undefined;
  return unalignedDenial(evidence, claim, aligned, saidOf(evidence.sentences, lecture), lecture);
}

/** The same, only for a word that both say and that one of them denies. */
export function findSharedDenial(
  { tokens }: Evidence,
  passage: readonly number[],
  lecture: LectureReading,
): string | undefined {
  return alignDenials(tokens, polarityOf(tokens, 0, tokens.length - 1), passage, lecture).denial;
}

/** The first word that only one side denies; `aligned` is how many words the claim denies that the lecture says. */
function alignDenials(
  tokens: readonly Token[],
  claim: Polarity,
  passage: readonly number[],
  lecture: LectureReading,
): { denial?: string; aligned: number } {
  const said = saidOf(passage, lecture);
  let aligned = 0;
  for (const [at, token] of tokens.entries()) {
    if (!token.content && !claim.heads.has(at)) continue;
    const places = placesOf(token.stem, lecture, passage);
    if (places.length === 0) continue;
    const best = bestPlaces(tokens, at, lecture, places, TOLERANCE).places;
    if (claim.heads.has(at)) {
      aligned++;
      if (best.every((place) => !said.denied.has(place) && !deniesAround(place, tokens, lecture))) {
        return { denial: `the claim denies «${token.norm}», the lecture does not`, aligned };
      }
    } else if (!claim.denied.has(at) && best.every((place) => said.heads.has(place))) {
      if (!deniesOtherwise(tokens, at, passage, lecture)) {
        return { denial: `the lecture denies «${token.norm}», the claim does not`, aligned };
      }
    }
  }
  return { aligned };
}

function saidOf(sentences: readonly number[], lecture: LectureReading): Polarity {
  const said: Polarity = { denied: new Set(), heads: new Set(), bare: undefined };
  for (const sentence of sentences) {
    const span = lecture.sentences[sentence];
    if (!span) continue;
    const { denied, heads, bare } = polarityOf(lecture.tokens, span.first, span.last);
    said.bare ??= bare;
    for (const place of denied) said.denied.add(place);
    for (const place of heads) said.heads.add(place);
  }
  return said;
}

/** Whether a word such as «avoid» stands nearby, which the claim has not and so may have made a «not» of. */
function deniesAround(place: number, claim: readonly Token[], lecture: LectureReading): boolean {
  for (let at = place - NEAR; at <= place + NEAR; at++) {
    const token = lecture.tokens[at];
    if (!token || token.sentence !== lecture.tokens[place]?.sentence || !DENYING.has(token.stem)) continue;
    // «Only two» is no denial of the two.
    if (token.norm === 'only') continue;
    if (!claim.some(({ stem }) => stem === token.stem)) return true;
  }
  return false;
}

/** Whether the clause of the claim denies with a word of its own, such as «avoid» for the lecture's «not». */
function deniesOtherwise(
  claim: readonly Token[],
  at: number,
  passage: readonly number[],
  lecture: LectureReading,
): boolean {
  return claim.some(
    ({ stem, clause }) =>
      DENYING.has(stem) && clause === claim[at]?.clause && placesOf(stem, lecture, passage).length === 0,
  );
}

/** «Students think that …. It is not.»: the denial is a sentence of its own, and the claim has it word for word. */
function repeatsDenial(
  claim: readonly Token[],
  passage: readonly number[],
  lecture: LectureReading,
): boolean {
  const norms = ` ${claim.map(({ norm }) => norm).join(' ')} `;
  return passage.some((sentence) => {
    const span = lecture.sentences[sentence];
    if (!span || span.last - span.first >= BRIEF) return false;
    const said = lecture.tokens.slice(span.first, span.last + 1);
    return said.some(isNegator) && norms.includes(` ${said.map(({ norm }) => norm).join(' ')} `);
  });
}

/** A claim that denies a word which the lecture never says, where the lecture denies nothing at all. */
function unalignedDenial(
  { tokens, sentences }: Evidence,
  claim: Polarity,
  aligned: number,
  said: Polarity,
  lecture: LectureReading,
): string | undefined {
  const head = tokens[claim.bare ?? (aligned === 0 ? [...claim.heads][0] : undefined) ?? -1];
  if (!head || said.denied.size > 0 || said.bare !== undefined) return undefined;
  const denies = sentences.some((sentence) => {
    const span = lecture.sentences[sentence];
    return span && lecture.tokens.slice(span.first, span.last + 1).some((token) => DENYING.has(token.stem));
  });
  return denies ? undefined : `the claim says «${head.norm}» with a denial, the lecture denies nothing`;
}

/** Whether a text denies, by grammar or by a word such as «avoid». */
export function denies(tokens: readonly Token[]): boolean {
  return tokens.some((token) => isNegator(token) || DENYING.has(token.stem));
}
