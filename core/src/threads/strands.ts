import type { ThreadOccurrence } from '../thread.ts';
import { type Segment, segmentsById, type Transcript } from '../transcript.ts';
import { saidForms } from './concept-name.ts';
import { type Heard, hear, type Listening, listenTo, type Vocabulary, vocabularyOf } from './hearing.ts';
import type { Mentions } from './mentions.ts';
import { type Concept, groupConcepts } from './same-concept.ts';

/** What one lecture gives to the threads of its course. */
export interface LectureEvidence {
  lectureId: string;
  transcript: Pick<Transcript, 'segments'>;
  mentions: Mentions;
}

/** A lecture made ready for listening. */
export interface CourseLecture {
  lectureId: string;
  listening: Listening;
  segments: ReadonlyMap<string, Segment>;
  /** The place of each segment. */
  places: ReadonlyMap<string, number>;
}

/** A concept with what is known of it in each lecture that works with it, in their order. */
export interface Strand {
  concept: Concept;
  held: Held[];
}
export interface Held {
  /** Place of the lecture in the course. */
  lecture: number;
  occurrence: ThreadOccurrence;
  recalled: string[];
}

/**
 * Said this often after it was introduced, a concept is worked with, though the lecture's artifacts do not
 * name it. A single word that no lecture defines may be an everyday one.
 */
const HEARD_AFTER = { plainWord: 2, term: 1 };
/**
 * Before the lecture whose artifacts first name it, a passing word is no introduction; a name of several words is
 * hardly ever said in passing.
 */
const HEARD_BEFORE = { plainWord: 3, term: 1 };
/** Nouns for ideas rather than for things: they are not said by chance (Latin and Greek stock of English). */
const IDEA = /(?:ity|ism|ness|ency|ancy|acy|logy|nomy|librium)$/;

export function readCourse(lectures: readonly LectureEvidence[]): CourseLecture[] {
  return lectures.map(({ lectureId, transcript }) => ({
    lectureId,
    listening: listenTo(transcript),
    segments: segmentsById(transcript),
    places: new Map(transcript.segments.map(({ id }, place) => [id, place])),
  }));
}

/** The concepts of a course that are threads, each with the lectures that work with it. */
export function findStrands(
  lectures: readonly LectureEvidence[],
  course: readonly CourseLecture[],
): Strand[] {
  const candidates = groupConcepts(
    lectures.flatMap(({ mentions }, lecture) => mentions.concepts.map((mention) => ({ lecture, mention }))),
  ).sort((a, b) => (a.key < b.key ? -1 : 1));
  const concepts = strandsOf(candidates, course).map(({ concept }) => concept);
  // Heard anew, so that a name that turned out to be no thread hides none.
  return strandsOf(concepts, course);
}

/** What the course listens for: all names of all concepts. */
export function listeningFor(concepts: readonly Concept[]): Vocabulary {
  return vocabularyOf(
    concepts.map(({ title, names, keys }) => [
      ...new Set([...keys, ...[title, ...names].flatMap(saidForms)]),
    ]),
  );
}

function strandsOf(concepts: readonly Concept[], course: readonly CourseLecture[]): Strand[] {
  const vocabulary = listeningFor(concepts);
  // A longer name hides a shorter one only from the lecture on that shows it: a later lecture takes nothing away.
  const shownIn = concepts.map(({ mentions }) =>
    Math.min(...mentions.filter(({ mention }) => mention.shown).map(({ lecture }) => lecture)),
  );
  const heard = course.map(({ listening }, lecture) =>
    hear(listening, vocabulary, (concept) => (shownIn[concept] ?? 0) <= lecture),
  );
  return concepts.flatMap((concept, index): Strand[] => {
    const held = course.flatMap((at, lecture): Held[] => {
      const said = heard[lecture]?.get(index);
      const occurrence = occurrenceOf(concept, at, lecture, said);
      return occurrence ? [{ lecture, occurrence, recalled: said?.recalled ?? [] }] : [];
    });
    return held.length > 0 && isThread(concept, held) ? [{ concept, held }] : [];
  });
}

/**
 * A name that no artifact shows is a thread only where it comes back; a single word, which may be an everyday
 * one, only where it was found in both lectures and not just heard in one.
 */
function isThread({ key, mentions }: Concept, held: readonly Held[]): boolean {
  if (mentions.some(({ mention }) => mention.shown)) return true;
  const found = new Set(mentions.map(({ lecture }) => lecture)).size;
  return held.length > 1 && (key.includes(' ') || found > 1);
}

function occurrenceOf(
  { mentions, key }: Concept,
  { lectureId, segments, places }: CourseLecture,
  lecture: number,
  said: Heard | undefined,
): ThreadOccurrence | undefined {
  const placeOf = (id: string) => places.get(id) ?? 0;
  const own = mentions.filter((placed) => placed.lecture === lecture).map(({ mention }) => mention);
  const shown = own.some((mention) => mention.shown);
  const first = (mentions.find(({ mention }) => mention.shown) ?? mentions[0])?.lecture ?? 0;
  const several = key.includes(' ');
  const term = several || IDEA.test(key) || mentions.some(({ mention }) => mention.definition);
  const enough =
    lecture < first ? HEARD_BEFORE[several ? 'term' : 'plainWord'] : HEARD_AFTER[term ? 'term' : 'plainWord'];
  const counts = own.length > 0 || (said !== undefined && (said.times >= enough || said.recalled.length > 0));
  if (!counts) return undefined;
  const cited = new Set([...own.flatMap(({ sources }) => sources), ...(said?.segments ?? [])]);
  const sources = [...cited].filter((id) => segments.has(id)).sort((a, b) => placeOf(a) - placeOf(b));
  if (sources.length === 0) return undefined;
  const definition = own.find((mention) =>
    mention.definition?.sources.every((id) => segments.has(id)),
  )?.definition;
  return {
    lectureId,
    role: definition ? 'defined' : shown ? 'used' : 'heard',
    times: Math.max(1, said?.times ?? 0),
    sources,
    moments: sources.flatMap((id) => segments.get(id)?.start ?? []).sort((a, b) => a - b),
    ...(definition ? { definition } : {}),
    items: [...new Set(own.flatMap(({ items }) => items))],
  };
}
