import type { Item } from '../artifacts/define.ts';
import { GAP } from '../artifacts/flashcards.ts';
import { quantitiesOf } from '../text/quantities.ts';
import { wordsOf } from '../text/words.ts';
import type { LectureReading } from './lecture-reading.ts';
import { isNegator } from './negation.ts';
import { read, type Token } from './reading.ts';

/** Ways in which an item can be made wrong on purpose. */
export const MUTANT_KINDS = [
  'wrong-citation',
  'swapped-answer',
  'negated-claim',
  'changed-number',
  'invented-name',
] as const;
export type MutantKind = (typeof MUTANT_KINDS)[number];

export interface Mutant {
  kind: MutantKind;
  /** The good item that it was made from. */
  origin: Item;
  item: Item;
}

/** Gives numbers from 0 up to 1. Seeded by the caller, so that the same items give the same mutants. */
export type Random = () => number;

/** All mutants that can be made of the items: at most one of each kind for each item. */
export function makeMutants(items: readonly Item[], lecture: LectureReading, random: Random): Mutant[] {
  return items.flatMap((origin) =>
    MUTANT_KINDS.flatMap((kind) => {
      const item = MAKERS[kind](origin, { items, lecture, random });
      return item ? [{ kind, origin, item }] : [];
    }),
  );
}

interface Workshop {
  items: readonly Item[];
  lecture: LectureReading;
  random: Random;
}
type Maker = (item: Item, workshop: Workshop) => Item | undefined;

const MAKERS: Record<MutantKind, Maker> = {
  'wrong-citation': citeElsewhere,
  'swapped-answer': swapAnswer,
  'negated-claim': (item) => rewrite(item, turnRound),
  'changed-number': (item, workshop) => rewrite(item, (text) => changeNumber(text, workshop)),
  'invented-name': (item, workshop) => rewrite(item, (text) => inventName(text, workshop)),
};

function pick<T>(from: readonly T[], random: Random): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** Index entries and headings state nothing that could be turned round. */
function states({ kind }: Item): boolean {
  return kind !== 'heading' && kind !== 'term' && kind !== 'concept';
}

/** As many segments as before, none of them cited before or next to one that was. */
function citeElsewhere(item: Item, { lecture, random }: Workshop): Item | undefined {
  if (!states(item)) return undefined;
  const cited = item.sources.map((id) => lecture.places.get(id) ?? -1);
  const free = lecture.segments.filter((_, place) => cited.every((other) => Math.abs(other - place) > 1));
  const start = pick(free, random);
  const from = lecture.places.get(start?.id ?? '');
  if (from === undefined) return undefined;
  const sources = free
    .filter(({ id }) => (lecture.places.get(id) ?? -1) >= from)
    .slice(0, item.sources.length)
    .map(({ id }) => id);
  return { ...item, sources };
}

/** The answer of another item of the same kind, the other truth, or another option marked as right. */
function swapAnswer(item: Item, { items, random }: Workshop): Item | undefined {
  if (item.statement) {
    const truth = !item.statement.truth;
    const explanation = item.further?.[0] ?? '';
    return {
      ...item,
      claim: truth ? item.statement.text : explanation,
      statement: { ...item.statement, truth },
    };
  }
  if (item.options && item.correct !== undefined) {
    const { options, correct } = item;
    const other = pick(
      options.map((_, at) => at).filter((at) => at !== correct),
      random,
    );
    if (other === undefined) return undefined;
    const answer = options[other] ?? '';
    return { ...item, correct: other, claim: answer, answer };
  }
  if (item.kind === 'cloze') return swapGap(item, items, random);
  const isBound = item.answer !== undefined || item.subject !== undefined;
  if (!isBound || !states(item)) return undefined;
  const own = new Set(stemsOf(item.claim));
  const donors = items.filter(
    ({ kind, claim }) => kind === item.kind && !stemsOf(claim).every((stem) => own.has(stem)),
  );
  const donor = pick(donors, random);
  if (!donor) return undefined;
  return {
    ...item,
    claim: donor.claim,
    verbatim: item.verbatim && donor.verbatim,
    ...(item.answer === undefined ? {} : { answer: donor.claim }),
  };
}

function swapGap(item: Item, items: readonly Item[], random: Random): Item | undefined {
  const donors = items.filter(({ kind, answer }) => kind === 'cloze' && answer !== item.answer);
  const answer = pick(donors, random)?.answer;
  if (answer === undefined || item.question === undefined) return undefined;
  return { ...item, answer, claim: item.question.replace(GAP, answer) };
}

function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter(({ content }) => content)
    .map(({ stem }) => stem);
}

/** The item with its claim changed, and everything in it that repeats the claim. */
function rewrite(item: Item, change: (text: string) => string | undefined): Item | undefined {
  if (!states(item) || item.relation) return undefined;
  if (item.kind === 'cloze') {
    const [before = '', after = ''] = (item.question ?? '').split(GAP);
    const changed = change(item.claim);
    // The gap must survive the change, so only what stands outside of it counts.
    if (changed === undefined || item.answer === undefined || !changed.includes(item.answer))
      return undefined;
    const at = changed.startsWith(before)
      ? before.length
      : changed.length - after.length - item.answer.length;
    if (changed.slice(at, at + item.answer.length) !== item.answer) return undefined;
    const question = `${changed.slice(0, at)}${GAP}${changed.slice(at + item.answer.length)}`;
    return { ...item, claim: changed, question };
  }
  // Of a false statement, the statement is wrong already: its explanation is what can be made wrong.
  const claim = change(item.claim);
  if (claim === undefined || claim === item.claim) return undefined;
  return {
    ...item,
    claim,
    ...(item.answer === undefined ? {} : { answer: claim }),
    ...(item.statement?.truth ? { statement: { text: claim, truth: true } } : {}),
    ...(item.statement?.truth === false ? { further: [claim, ...(item.further ?? []).slice(1)] } : {}),
    ...(item.options && item.correct !== undefined
      ? { options: item.options.with(item.correct, claim) }
      : {}),
  };
}

const AUXILIARY = new Set(
  'is are was were does do did can could will would should must may might has have had'.split(' '),
);
/** Words whose exchange turns a meaning round, both ways. */
const EXCHANGES: readonly [string, string][] = [
  ['always', 'never'],
  ['all', 'no'],
  ['more', 'less'],
  ['higher', 'lower'],
  ['increases', 'decreases'],
  ['increase', 'decrease'],
  ['rises', 'falls'],
  ['rise', 'fall'],
  ['faster', 'slower'],
  ['before', 'after'],
  ['larger', 'smaller'],
  ['large', 'small'],
  ['longer', 'shorter'],
  ['inside', 'outside'],
  ['releases', 'stores'],
  ['stiff', 'soft'],
  ['active', 'passive'],
  ['easily', 'hardly'],
];
/** A verb that stands alone takes «do not» or «does not». */
const VERBS = new Set(
  (
    'needs uses makes gives takes carries lowers blocks separates moves passes keeps builds drives depends changes ' +
    'comes sits binds speeds becomes decides lets costs works shows explains stops begins causes supports form use ' +
    'make give take carry move pass keep need come stop respire decide let cost'
  ).split(' '),
);

/** Takes a «not» out, puts one in, or exchanges a word for its opposite. */
function turnRound(text: string): string | undefined {
  const { tokens } = read(text);
  const negator = tokens.find(
    (token) => token.norm === 'not' || token.norm === 'no' || token.norm.endsWith("n't"),
  );
  if (negator && isNegator(negator)) return withoutNegator(text, negator);
  for (const token of tokens) {
    const exchange = EXCHANGES.find((pair) => pair.includes(token.norm));
    if (!exchange) continue;
    return replaceAt(text, token, exchange[0] === token.norm ? exchange[1] : exchange[0]);
  }
  const auxiliary = tokens.find(
    ({ norm }, at) =>
      AUXILIARY.has(norm) && !/^(?:only|just|simply|merely)$/.test(tokens[at + 1]?.norm ?? ''),
  );
  if (auxiliary) return `${text.slice(0, auxiliary.end)} not${text.slice(auxiliary.end)}`;
  const verb = tokens.find(({ norm }, at) => at > 0 && VERBS.has(norm));
  if (!verb) return undefined;
  const plain = verb.norm.replace(/(?:(?<=ss)es|(?<=i)es|s)$/, '').replace(/i$/, 'y');
  return replaceAt(text, verb, verb.norm.endsWith('s') ? `does not ${plain}` : `do not ${plain}`);
}

function withoutNegator(text: string, token: Token): string {
  if (token.norm.endsWith("n't")) return replaceAt(text, token, token.text.replace(/n['’]t$/i, ''));
  return replaceAt(text, token, '').replace(/ {2,}/g, ' ').trim();
}

function replaceAt(text: string, { start, end }: { start: number; end: number }, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Another number in place of one: half the time one that the lecture says elsewhere, if there is any. */
function changeNumber(text: string, { lecture, random }: Workshop): string | undefined {
  const { tokens } = read(text);
  const quantity = pick(
    quantitiesOf(tokens).filter(({ weak, first, last }) => !weak && isPlain(tokens, first, last)),
    random,
  );
  const first = tokens[quantity?.first ?? -1];
  if (!quantity || !first) return undefined;
  const last = tokens[lastOfNumber(tokens, quantity.first, quantity.last)] ?? first;
  const said = quantitiesOf(lecture.tokens)
    .map(({ value }) => value)
    .filter((value) => value !== quantity.value && Number.isInteger(value) && value > 1);
  const borrowed = random() < 0.5 ? pick(said, random) : undefined;
  const step = 1 + Math.floor(random() * Math.max(2, Math.abs(quantity.value) * 0.4));
  const value = borrowed ?? Math.round(quantity.value) + step;
  if (value === quantity.value) return undefined;
  return replaceAt(text, { start: first.start, end: last.end }, String(value));
}

function isPlain(tokens: readonly Token[], first: number, last: number): boolean {
  return tokens.slice(first, last + 1).every(({ norm }) => !/^[%$€£]$|half|third|quarter|twice/.test(norm));
}

/** The number without the unit that belongs to it. */
function lastOfNumber(tokens: readonly Token[], first: number, last: number): number {
  for (let at = last; at > first; at--) {
    if (
      quantitiesOf(tokens.slice(at, at + 1)).length > 0 ||
      /hundred|thousand|million/.test(tokens[at]?.norm ?? '')
    ) {
      return at;
    }
  }
  return first;
}

const INVENTED = [
  'Hartwell',
  'Okonjo',
  'Lindqvist',
  'Marchetti',
  'Devereux',
  'Tanizaki',
  'Brandvold',
  'Abeywick',
];

/**
 * Another name in place of one: half the time one that the lecture says elsewhere. Where the claim names
 * nobody, somebody is made its author.
 */
function inventName(text: string, { lecture, random }: Workshop): string | undefined {
  const { tokens } = read(text);
  const named = tokens.filter(
    ({ text: word, stem, norm, content }) =>
      content && /^\p{Lu}\p{Ll}/u.test(word) && lecture.names.has(stem) && !lecture.lowerCase.has(norm),
  );
  const old = pick(named, random);
  const invented = pick(INVENTED, random) ?? 'Hartwell';
  if (!old)
    return random() < 0.5
      ? `${text.replace(/[.]$/, '')}, as ${invented} showed.`
      : `According to ${invented}, ${text}`;
  const said = lecture.tokens.filter(
    ({ name, text: word, stem, norm }) =>
      name &&
      /^\p{Lu}\p{Ll}+$/u.test(word) &&
      !lecture.lowerCase.has(norm) &&
      !named.some((one) => one.stem === stem),
  );
  const borrowed = random() < 0.5 ? pick(said, random)?.text : undefined;
  return replaceAt(text, old, borrowed ?? invented);
}
