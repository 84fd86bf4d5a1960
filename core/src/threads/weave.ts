import { descriptionOf, type Thread } from '../thread.ts';
import { hear, listenTo, type Vocabulary } from './hearing.ts';
import { tellHistories, type WovenUpdate } from './history.ts';
import { kinshipOf } from './kinship.ts';
import { placeThreads } from './standing.ts';
import { findStrands, type LectureEvidence, listeningFor, readCourse, type Strand } from './strands.ts';

/** A thread before it has an id. `key` is unique in its course, and `kindOf` holds keys. */
export interface WovenThread
  extends Pick<Thread, 'title' | 'description' | 'names' | 'level' | 'complexity' | 'occurrences'> {
  key: string;
  kindOf: string[];
  history: WovenUpdate[];
}

/**
 * The threads of a course from what its lectures give, in the order of the lectures. Everything is found
 * anew from the evidence each time, so neither the order in which lectures were worked through nor a
 * deleted lecture can leave a trace. Ordered by what is foundational.
 */
export function weave(lectures: readonly LectureEvidence[]): WovenThread[] {
  const course = readCourse(lectures);
  const strands = findStrands(lectures, course);
  const kin = kinshipOf(
    strands.map(({ concept }) => concept),
    strands.map(({ held }) => held[0]?.lecture ?? 0),
  );
  const changes = lectures.map(({ mentions }) => mentions.changes);
  const histories = tellHistories(strands, course, kin, changes);
  const kindOf = strands.map((_, index) =>
    kin.filter(({ narrow }) => narrow === index).map(({ broad }) => broad),
  );
  const { placed, order } = placeStrands(strands, histories, kindOf);
  return order.flatMap((index) => {
    const [strand, place] = [strands[index], placed[index]];
    if (!strand || !place) return [];
    const { concept, held } = strand;
    const occurrences = held.map(({ occurrence }) => occurrence);
    const description = descriptionOf(occurrences);
    return [
      {
        key: concept.key,
        title: concept.title,
        names: concept.names,
        ...(description ? { description } : {}),
        ...place,
        kindOf: (kindOf[index] ?? []).flatMap((broad) => strands[broad]?.concept.key ?? []),
        occurrences,
        history: histories[index] ?? [],
      },
    ];
  });
}

function placeStrands(
  strands: readonly Strand[],
  histories: readonly WovenUpdate[][],
  kindOf: readonly number[][],
) {
  const vocabulary = listeningFor(strands.map(({ concept }) => concept));
  return placeThreads(
    strands.map(({ concept, held }, index) => ({
      key: concept.key,
      introduced: { lecture: held[0]?.lecture ?? 0, moment: held[0]?.occurrence.moments[0] ?? 0 },
      times: held.reduce((sum, { occurrence }) => sum + occurrence.times, 0),
      kindOf: kindOf[index] ?? [],
      explainedBy: held.flatMap(({ occurrence }) => namedIn(occurrence.definition?.text, vocabulary)),
      raised: histories[index]?.some(({ kind }) => kind === 'more-complex') ?? false,
    })),
  );
}

function namedIn(text: string | undefined, vocabulary: Vocabulary): number[] {
  if (!text) return [];
  return [...hear(listenTo({ segments: [{ id: 's', start: 0, end: 0, text }] }), vocabulary).keys()];
}
