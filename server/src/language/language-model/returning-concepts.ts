import { saidForms } from '@pegasus/core/threads/concept-name.ts';
import type { EarlierConcept } from '@pegasus/core/threads/earlier-concepts.ts';
import { hear, listenTo, vocabularyOf } from '@pegasus/core/threads/hearing.ts';
import type { Segment, Transcript } from '@pegasus/core/transcript.ts';

/** A concept of earlier lectures that this one speaks of again. */
export interface Returning {
  concept: EarlierConcept;
  /** Where this lecture speaks of it, with what stands around it, in order. */
  passages: Segment[];
  /** Whether one of these segments, or the one before it, says its name. */
  says(segments: readonly string[]): boolean;
}

const MOST_CONCEPTS = 24;
/** Places at which it is said, of those that are shown. */
const MOST_PLACES = 5;

/**
 * The concepts of earlier lectures whose name is heard in this one; what an earlier lecture defined and what is said
 * most often first. Of many places those are shown on which items of this lecture rest, then the others from the
 * beginning to the end.
 */
export function returningConcepts(
  earlier: readonly EarlierConcept[],
  transcript: Pick<Transcript, 'segments'>,
  cited: ReadonlySet<string>,
): Returning[] {
  const { segments } = transcript;
  const placeOf = new Map(segments.map(({ id }, place) => [id, place]));
  const forms = earlier.map(({ name, otherNames }) => [
    ...new Set([name, ...otherNames].flatMap((one) => saidForms(one))),
  ]);
  const heard = hear(listenTo(transcript), vocabularyOf(forms));
  return [...heard]
    .flatMap(([index, { segments: said }]) => {
      const concept = earlier[index];
      return concept ? [{ concept, said }] : [];
    })
    .sort((a, b) => Number(b.concept.defined) - Number(a.concept.defined) || b.said.length - a.said.length)
    .slice(0, MOST_CONCEPTS)
    .map(({ concept, said }): Returning => {
      const names = new Set(said);
      const best = [...said.filter((id) => cited.has(id)), ...spread(said.filter((id) => !cited.has(id)))];
      const shown = new Set(
        best.slice(0, MOST_PLACES).flatMap((id) => {
          const place = placeOf.get(id) ?? -1;
          return [place - 1, place, place + 1];
        }),
      );
      return {
        concept,
        passages: segments.filter(({ text }, place) => shown.has(place) && text.trim() !== ''),
        says: (ids) =>
          ids.some((id) => names.has(id) || names.has(segments[(placeOf.get(id) ?? 0) - 1]?.id ?? '')),
      };
    });
}

/** First, last, middle, and so on: any number of them from the front stands all over the list. */
function spread(ids: readonly string[]): string[] {
  if (ids.length < 3) return [...ids];
  const middle = Math.floor(ids.length / 2);
  const [first = '', last = '', half = ''] = [ids[0], ids.at(-1), ids[middle]];
  const rest = ids.filter((id) => id !== first && id !== last && id !== half);
  return [first, last, half, ...rest];
}
