import type { LectureReading } from './lecture-reading.ts';
import type { Token } from './reading.ts';

/**
 * The cited part of a lecture. Support is measured on the cited words alone; what a sentence means is read
 * from the whole of it, since a citation may begin after its «not».
 */
export interface Passage {
  lecture: LectureReading;
  /** Places of the cited segments, in order of time. */
  places: number[];
  /** Numbers of the sentences that the citation touches, in order. */
  sentences: number[];
  isCited(token: number): boolean;
}

/** Segments that do not exist are left out. */
export function passageOf(lecture: LectureReading, sources: readonly string[]): Passage {
  const cited = new Set<number>();
  for (const id of sources) {
    const place = lecture.places.get(id);
    if (place !== undefined) cited.add(place);
  }
  const places = [...cited].sort((one, other) => one - other);
  const sentences = new Set<number>();
  for (const place of places) {
    const span = lecture.spans[place];
    if (!span || span.last < span.first) continue;
    const first = lecture.tokens[span.first]?.sentence ?? 0;
    const last = lecture.tokens[span.last]?.sentence ?? first;
    for (let sentence = first; sentence <= last; sentence++) sentences.add(sentence);
  }
  return {
    lecture,
    places,
    sentences: [...sentences],
    isCited: (token) => cited.has(lecture.segmentOf[token] ?? -1),
  };
}

/** Tokens of a sentence of the lecture, with their places. */
export function* tokensOf(lecture: LectureReading, sentence: number): Generator<[number, Token]> {
  const span = lecture.sentences[sentence];
  if (!span) return;
  for (let at = span.first; at <= span.last; at++) {
    const token = lecture.tokens[at];
    if (token) yield [at, token];
  }
}

/** Ids of the segments that whole sentences stand in, in order of time. */
export function segmentsOf(lecture: LectureReading, sentences: Iterable<number>): string[] {
  const places = new Set<number>();
  for (const sentence of sentences) {
    for (const [at] of tokensOf(lecture, sentence)) places.add(lecture.segmentOf[at] ?? -1);
  }
  return [...places]
    .sort((one, other) => one - other)
    .map((place) => lecture.segments[place]?.id)
    .filter((id) => id !== undefined);
}
