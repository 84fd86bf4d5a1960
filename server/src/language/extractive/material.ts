import type { Role } from '@pegasus/core/presets/define.ts';
import { type Cause, causeAcross, causeIn, causeNamed } from '@pegasus/core/text/causes.ts';
import { type Chapter, findChapters } from '@pegasus/core/text/chapters.ts';
import type { Definition } from '@pegasus/core/text/definitions.ts';
import { itemsOf } from '@pegasus/core/text/enumerations.ts';
import type { Fact } from '@pegasus/core/text/facts.ts';
import { findKinds, type KindOf, kindsInLists } from '@pegasus/core/text/kinds.ts';
import { isCorrection, isOpenMistake } from '@pegasus/core/text/mistakes.ts';
import { isQuestion } from '@pegasus/core/text/nods.ts';
import { properNames } from '@pegasus/core/text/proper-names.ts';
import { quoteOf, whyNotQuotable } from '@pegasus/core/text/quotable.ts';
import { rankSentences } from '@pegasus/core/text/rank.ts';
import { readSentences } from '@pegasus/core/text/restore.ts';
import { isGeneral, rolesOf } from '@pegasus/core/text/roles.ts';
import { runningCases, sentencesOfExamples } from '@pegasus/core/text/running-cases.ts';
import { type TaggedSentence, tagSentences } from '@pegasus/core/text/tagged-sentence.ts';
import type { Tagger } from '@pegasus/core/text/tagger.ts';
import { findTerms, type Term } from '@pegasus/core/text/terms.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { collectFacts } from './answered.ts';
import { collectDefinitions } from './defined-terms.ts';
import { worthOf } from './worth.ts';

/** A sentence that may be shown, with what it does and how much it matters. */
export interface Passage {
  sentence: TaggedSentence;
  /** Verbatim, as it is shown. */
  quote: string;
  sources: string[];
  roles: Role[];
  /** Keys of the terms that it speaks of. */
  terms: string[];
  worth: number;
}

/** Everything that was read out of a lecture, before any preset looks at it. */
export interface Material {
  sentences: TaggedSentence[];
  /** By sentence index; sentences that may not be shown are absent. */
  passages: Map<number, Passage>;
  terms: Term[];
  definitions: Definition[];
  causes: Cause[];
  /** Other questions that the lecture answers in so many words. */
  facts: Fact[];
  kinds: KindOf[];
  chapters: Chapter[];
  /** Lower-case words of each segment, by id. */
  words: Map<string, string>;
  /** True where sentences were told apart by pauses. */
  restored: boolean;
}

/** Longest sentence that is ever shown, in words; presets set tighter limits. */
const LONGEST_QUOTE = 45;
const KEY_WORTH = 0.5;
/** A mistake that the lecturer sets right is what an examiner looks for. */
const CORRECTED_WORTH = 0.45;
/** A speaker with less than this share of the words asks questions and does not teach. */
const TEACHING_SHARE = 0.1;
const LISTENERS = /^(?:audience|students?|participants?|questioner|attendee)\b/i;

/** Throws Problem `captions-unpunctuated`. */
export function readMaterial(transcript: Transcript, tagger: Tagger): Material {
  const read = readSentences(transcript.segments, tagger);
  const sentences = tagSentences(read.sentences, tagger);
  const teachers = teachersOf(sentences);
  const teaches = (sentence: TaggedSentence) =>
    teachers === undefined || teachers.has(sentence.speaker ?? '');
  const chapters = findChapters(sentences, chapterLimits(sentences));
  const ranks = rankSentences(sentences, chapters);
  const taught = sentences.filter(teaches);
  const found = findTerms(taught);
  const names = properNames(sentences);
  const quotable = new Set(
    taught
      .filter((sentence) => {
        const previous = sentences[sentence.index - 1];
        return !whyNotQuotable(sentence, { maxWords: LONGEST_QUOTE, restored: read.restored, previous });
      })
      .map(({ index }) => index),
  );
  const definitions = collectDefinitions(taught, { terms: found, quotable, names });
  const defining = new Set(definitions.map(({ sentence }) => sentence));
  const cases = runningCases(taught, found, new Set(definitions.map(({ key }) => key)));
  const terms = found.filter(({ key }) => !cases.has(key));
  const ofCase = new Set([
    ...found.flatMap(({ key, sentences: told }) => (cases.has(key) ? told : [])),
    ...sentencesOfExamples(taught, defining),
  ]);
  const termsOf = termsBySentence(terms);
  const causes = collectCauses(
    taught.filter(({ index }) => !defining.has(index)),
    { quotable, names, termsOf },
  );
  const giving = new Set(causes.map(({ sentence }) => sentence));
  const passages = new Map<number, Passage>();
  for (const sentence of taught) {
    if (!quotable.has(sentence.index)) continue;
    const held = termsOf.get(sentence.index) ?? [];
    const said = rolesOf(sentence, {
      defines: defining.has(sentence.index),
      givesCause: giving.has(sentence.index),
      holdsTerm: held.length > 0,
      speakers: (teachers?.size ?? 0) > 1,
    });
    const roles = ofCase.has(sentence.index) && !said.includes('definition') ? asExample(said) : said;
    passages.set(sentence.index, {
      sentence,
      quote: quoteOf(sentence),
      sources: sentence.segments,
      roles,
      terms: held.map(({ key }) => key),
      worth: worthOf(sentence, { rank: ranks[sentence.index] ?? 0, terms: held, roles }),
    });
  }
  correctMistakes(passages, sentences);
  // What is central to its chapter and general is a key point, said to be one or not.
  for (const passage of passages.values()) {
    const { roles, worth } = passage;
    if (worth >= KEY_WORTH && roles.includes('claim') && !roles.includes('key-point'))
      roles.push('key-point');
  }
  const facts = collectFacts(taught, { terms, names, taken: new Set([...defining, ...giving]) });
  const lists = facts
    .filter(({ form }) => form === 'list')
    .map(({ question, answer, sentence }) => ({ question, items: itemsOf(answer), sentence }));
  const kinds = [...kindsInLists(lists, terms), ...findKinds(taught, terms)];
  const words = new Map(
    transcript.segments.map(({ id, text }) => [id, text.replace(/\s+/g, ' ').toLowerCase()]),
  );
  return {
    sentences,
    words,
    passages,
    terms,
    definitions,
    causes,
    facts,
    kinds,
    chapters,
    restored: read.restored,
  };
}

/** What is told of a case shows something and states nothing. */
function asExample(roles: readonly Role[]): Role[] {
  const stating: readonly Role[] = ['example', 'claim', 'key-point', 'kind-of', 'dependency', 'recap'];
  return ['example', ...roles.filter((role) => !stating.includes(role))];
}

/**
 * «Students often think that X. It is not.»: the mistake is shown with the words that call it one, or not as one.
 * Without them a student would learn the mistake.
 */
function correctMistakes(passages: ReadonlyMap<number, Passage>, sentences: readonly TaggedSentence[]): void {
  for (const [index, passage] of passages) {
    if (!passage.roles.includes('misconception') || !isOpenMistake(passage.quote)) continue;
    const next = sentences[index + 1];
    if (next && isCorrection(next.text)) {
      passage.quote = `${passage.quote} ${next.text}`;
      passage.sources = [...new Set([...passage.sources, ...next.segments])];
      passage.worth = Math.max(passage.worth, CORRECTED_WORTH);
    } else passage.roles = passage.roles.filter((role) => role !== 'misconception');
  }
}

/** Who teaches, where speakers are named: everyone with a good share of the words who is not the audience. */
function teachersOf(sentences: readonly TaggedSentence[]): Set<string> | undefined {
  const words = new Map<string, number>();
  let total = 0;
  for (const sentence of sentences) {
    total += sentence.words;
    const name = sentence.speaker ?? '';
    words.set(name, (words.get(name) ?? 0) + sentence.words);
  }
  if (words.size < 2) return undefined;
  const names = [...words].filter(
    ([name, count]) => count / total >= TEACHING_SHARE && !LISTENERS.test(name),
  );
  return new Set(names.map(([name]) => name));
}

/** Chapters of four to twelve minutes in an hour, shorter in a short lecture. Seconds. */
function chapterLimits(sentences: readonly TaggedSentence[]): { shortest: number; longest: number } {
  const seconds = (sentences.at(-1)?.end ?? 0) - (sentences[0]?.start ?? 0);
  return {
    shortest: Math.min(240, Math.max(45, seconds / 14)),
    longest: Math.min(900, Math.max(150, seconds / 4)),
  };
}

function collectCauses(
  sentences: readonly TaggedSentence[],
  {
    quotable,
    names,
    termsOf,
  }: { quotable: ReadonlySet<number>; names: ReadonlySet<string>; termsOf: ReadonlyMap<number, Term[]> },
): Cause[] {
  return sentences.flatMap((sentence, place) => {
    const next = sentences[place + 1];
    const named = isQuestion(sentence.text) ? undefined : causeNamed(sentence, names);
    if (named) {
      const said = named.effect.toLowerCase();
      const about = termsOf.get(sentence.index)?.some(({ name }) => said.includes(name.toLowerCase()));
      return about ? [named] : [];
    }
    if (!quotable.has(sentence.index) || !(termsOf.has(sentence.index) || isGeneral(sentence))) return [];
    const inside = isQuestion(sentence.text) ? undefined : causeIn(sentence, names);
    if (inside) return [inside];
    if (!next || next.index !== sentence.index + 1) return [];
    // The reason may lean on the effect, but must be sound in itself.
    const across = causeAcross(sentence, next, names);
    return across ? [across] : [];
  });
}

function termsBySentence(terms: readonly Term[]): Map<number, Term[]> {
  const found = new Map<number, Term[]>();
  for (const term of terms) {
    for (const index of term.sentences) {
      const held = found.get(index);
      if (held) held.push(term);
      else found.set(index, [term]);
    }
  }
  return found;
}
