import { type JoinedText, joinSegments, segmentAt, splitSentences } from '../text/sentences.ts';
import type { Transcript } from '../transcript.ts';
import { type ConceptWord, conceptWords } from './concept-name.ts';

/** A transcript made ready for listening: its words, and of each sentence what it says of the course's time. */
export interface Listening {
  joined: JoinedText;
  words: readonly ConceptWord[];
  /** For each word, the place of its sentence in `sentences`. */
  sentenceOf: readonly number[];
  sentences: readonly SentenceCue[];
}

interface SentenceCue {
  /** It announces what is to come: to name a concept here is not to work with it. */
  announces: boolean;
  /** Stretch of the joined text, in UTF-16 units, in which earlier lectures are spoken of. */
  recalls: { from: number; to: number; cue: number } | undefined;
  /** It says «remember», which recalls an earlier lecture only for what this one has not said yet. */
  reminds: boolean;
}

/** A concept as it is heard in one lecture. */
export interface Heard {
  times: number;
  /** Ids of the segments in which it is said, in order. */
  segments: string[];
  /** Ids of the segments in which the lecturer brings it back from an earlier lecture, with the words that say so. */
  recalled: string[];
}

const ANNOUNCES =
  /\b(?:next (?:week|time|lecture|class|session|semester|month|term|year)|later (?:on )?(?:in|this|throughout) (?:the |this )?(?:course|semester|term|year|week)|in (?:about )?(?:a few|a couple(?: of)?|the (?:next|coming)|\w+) (?:more )?(?:weeks|lectures|classes|sessions)|for a couple of lectures|(?:will|'ll|’ll|going to|gonna) (?:\w+ ){0,3}(?:come back to|get (?:in)?to|see later|talk (?:\w+ )?about later)|next (?:two|three|few) (?:weeks|lectures))\b/i;
const EARLIER =
  /\b(?:last (?:time|week|lecture|class|session|month|semester|term|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?:in|from|during|of|at) (?:the|our|my|an?) (?:very )?(?:first|second|third|fourth|fifth|sixth|previous|last|earlier|other) (?:lectures?|class(?:es)?|sessions?|week|lesson)|previous (?:lectures?|class|session)|earlier (?:lectures?|in (?:the|this) (?:course|semester|term)|this (?:week|semester|term))|(?:a few|two|three|four|couple of) (?:weeks|lectures|classes|sessions) ago|(?:we|i)(?:'ve|’ve| have)? (?:already|previously) (?:saw|seen|met|discussed|learned|learnt|talked about|defined|covered))\b/i;
/** «Last week we saw this; today we look at that.» */
const TURNS = /\b(?:today|this (?:time|week|lecture)|now)\b/i;
const AHEAD = /\b(?:will|going to|gonna)\b|['’]ll\b/i;
/** A sentence that goes on telling what was done: «Last time was the theory. We talked about supply.» */
const GOES_ON =
  /^(?:and |so |there |then )?(?:we|i) (?:also |then )?(?:talked|saw|said|learned|learnt|looked|discussed|defined|met|showed)\b/i;
const REMINDS = /\b(?:remember|recall|remind(?:s|ed)?)\b/i;
const ASKS_TO_LEARN = /\b(?:want you to|please|should|must|have to|to) (?:remember|recall)\b/i;

export function listenTo(transcript: Pick<Transcript, 'segments'>): Listening {
  const joined = joinSegments(transcript.segments);
  const words = conceptWords(joined.text);
  const sentences: SentenceCue[] = [];
  const starts: number[] = [];
  let at = 0;
  let recalling = false;
  for (const { text, whole } of splitSentences(joined)) {
    const start = Math.max(at, joined.text.indexOf(text, at));
    at = start + text.length;
    starts.push(start);
    const recalls: SentenceCue['recalls'] = whole ? recallIn(text, start, recalling) : undefined;
    recalling = recalls !== undefined;
    const reminds = whole && REMINDS.test(text) && !ASKS_TO_LEARN.test(text);
    sentences.push({ announces: whole && !recalls && ANNOUNCES.test(text), recalls, reminds });
  }
  let sentence = 0;
  const sentenceOf = words.map(({ start }) => {
    while (sentence + 1 < starts.length && (starts[sentence + 1] ?? 0) <= start) sentence += 1;
    return sentence;
  });
  return { joined, words, sentenceOf, sentences };
}

function recallIn(text: string, start: number, recalling: boolean): SentenceCue['recalls'] {
  const cue = text.match(EARLIER);
  if (!cue)
    return recalling && GOES_ON.test(text) ? { from: start, to: start + text.length, cue: start } : undefined;
  const after = (cue.index ?? 0) + cue[0].length;
  const turn = text.slice(after).search(TURNS);
  const to = turn < 0 ? text.length : after + turn;
  return AHEAD.test(text.slice(0, to))
    ? undefined
    : { from: start, to: start + to, cue: start + (cue.index ?? 0) };
}

interface Spelling {
  concept: number;
  words: string[];
}

/** The forms of all concepts of a course, ready to be listened for. */
export type Vocabulary = ReadonlyMap<string, readonly Spelling[]>;

/** `forms[i]`: the sequences of words by which concept i is heard. Where two share a form, the first has it. */
export function vocabularyOf(forms: readonly (readonly string[])[]): Vocabulary {
  const taken = new Set<string>();
  const byFirst = new Map<string, Spelling[]>();
  for (const [concept, own] of forms.entries()) {
    for (const form of own) {
      const words = form.split(' ');
      if (taken.has(form) || !words[0]) continue;
      taken.add(form);
      byFirst.set(words[0], [...(byFirst.get(words[0]) ?? []), { concept, words }]);
    }
  }
  for (const spellings of byFirst.values()) spellings.sort((a, b) => b.words.length - a.words.length);
  return byFirst;
}

/**
 * What is heard of the concepts, by their number. The longest name wins: in «demand curve» no «demand» is
 * heard, unless `hides` says that this longer name hides none. Names do not run across marks or into the next
 * sentence. What is only announced does not count.
 */
export function hear(
  listening: Listening,
  vocabulary: Vocabulary,
  hides: (concept: number) => boolean = () => true,
): Map<number, Heard> {
  const { words, sentenceOf } = listening;
  const heard = new Map<number, Heard>();
  let covers: { concept: number; until: number }[] = [];
  for (const [at, word] of words.entries()) {
    covers = covers.filter(({ until }) => until >= at);
    for (const spelling of vocabulary.get(word.word) ?? []) {
      if (!standsAt(words, sentenceOf, at, spelling.words)) continue;
      const { concept } = spelling;
      if (covers.some((cover) => cover.concept === concept || hides(cover.concept))) continue;
      const until = at + spelling.words.length - 1;
      covers.push({ concept, until });
      note(heard, concept, { listening, at, until });
    }
  }
  return heard;
}

/** Adds one place at which a concept is said, from the word `at` to the word `until`. */
function note(
  heard: Map<number, Heard>,
  concept: number,
  { listening, at, until }: { listening: Listening; at: number; until: number },
): void {
  const { joined, words, sentenceOf, sentences } = listening;
  const [from, to] = [words[at]?.start ?? 0, words[until]?.start ?? 0];
  const sentence = sentences[sentenceOf[at] ?? 0];
  if (sentence?.announces) return;
  const known = heard.get(concept);
  const entry = known ?? { times: 0, segments: [], recalled: [] };
  const ids = joined.segments
    .slice(segmentAt(joined.offsets, from), segmentAt(joined.offsets, to) + 1)
    .map(({ id }) => id);
  const { recalls, reminds = false } = sentence ?? {};
  const back = recalls ? from >= recalls.from && from < recalls.to : reminds && !known;
  entry.times += 1;
  entry.segments.push(...ids.filter((id) => !entry.segments.includes(id)));
  if (back) {
    const cue = recalls && joined.segments[segmentAt(joined.offsets, recalls.cue)]?.id;
    const shown = cue === undefined ? ids : [cue, ...ids];
    entry.recalled.push(...new Set(shown.filter((id) => !entry.recalled.includes(id))));
  }
  heard.set(concept, entry);
}

function standsAt(
  words: readonly ConceptWord[],
  sentenceOf: readonly number[],
  at: number,
  form: readonly string[],
): boolean {
  return form.every((part, index) => {
    const word = words[at + index];
    return word?.word === part && (index === 0 || (!word.apart && sentenceOf[at + index] === sentenceOf[at]));
  });
}
