import type { Segment, Transcript } from '../transcript.ts';
import { type Reading, read } from './reading.ts';

/** A transcript taken apart once, for all items that are judged by it. */
export interface LectureReading extends Reading {
  segments: readonly Segment[];
  /** Place of a segment by its id. */
  places: ReadonlyMap<string, number>;
  /** Place of the segment that each token stands in. */
  segmentOf: Int32Array;
  /** First and last token of each segment; last is before first where a segment holds no words. */
  spans: readonly { first: number; last: number }[];
  /** Tokens at which a stem stands. */
  byStem: ReadonlyMap<string, number[]>;
  /** Words that the lecture writes in lower case somewhere, and words that it writes as names. */
  lowerCase: ReadonlySet<string>;
  names: ReadonlySet<string>;
  /** How much a stem tells: inverse sentence frequency (Spärck Jones 1972). */
  weight(stem: string): number;
}

export function readLecture(transcript: Pick<Transcript, 'segments'>): LectureReading {
  const { segments } = transcript;
  const reading = read(segments.map(({ text }) => text.replaceAll('\n', ' ')).join(' '));
  const segmentOf = new Int32Array(reading.tokens.length);
  const spans: { first: number; last: number }[] = [];
  let offset = 0;
  let at = 0;
  for (const [place, segment] of segments.entries()) {
    offset += segment.text.length;
    const first = at;
    for (; (reading.tokens[at]?.start ?? Number.POSITIVE_INFINITY) < offset; at++) segmentOf[at] = place;
    spans.push({ first, last: at - 1 });
    offset += 1;
  }
  return {
    ...reading,
    segments,
    places: new Map(segments.map(({ id }, place) => [id, place])),
    segmentOf,
    spans,
    ...vocabularyOf(reading),
  };
}

function vocabularyOf({ tokens, sentences }: Reading) {
  const byStem = new Map<string, number[]>();
  const sentencesWith = new Map<string, number>();
  const lowerCase = new Set<string>();
  const names = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    const known = byStem.get(token.stem);
    if (!known) byStem.set(token.stem, [at]);
    if (!known || tokens[known.at(-1) ?? 0]?.sentence !== token.sentence) {
      sentencesWith.set(token.stem, (sentencesWith.get(token.stem) ?? 0) + 1);
    }
    known?.push(at);
    if (token.name) names.add(token.stem);
    else if (token.text === token.norm) lowerCase.add(token.norm);
  }
  const rarest = Math.log(1 + sentences.length);
  return {
    byStem,
    lowerCase,
    names,
    // A word that the lecture never says is as often a paraphrase as an invention, so it weighs less than
    // the rarest word that is said.
    weight: (stem: string) => {
      const count = sentencesWith.get(stem);
      return count === undefined ? 0.6 * rarest : Math.log(1 + sentences.length / count);
    },
  };
}
