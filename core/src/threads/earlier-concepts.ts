import { z } from 'zod';
import type { ThreadOccurrence } from '../thread.ts';
import { Segment } from '../transcript.ts';

/** A concept of the course as an earlier lecture left it, with the words that show it there. */
export const EarlierConcept = z.object({
  name: z.string().min(1),
  otherNames: z.array(z.string().min(1)),
  lectureId: z.uuid(),
  lectureTitle: z.string(),
  /** Whether the words say what it is, and do not only work with it. */
  defined: z.boolean(),
  segments: z.array(Segment).min(1),
});
export type EarlierConcept = z.infer<typeof EarlierConcept>;

/** An earlier lecture of the course, as the student has its words. */
export interface EarlierLecture {
  lectureId: string;
  title: string;
  segments: readonly Segment[];
}

interface Followed {
  title: string;
  names: readonly string[];
  occurrences: readonly Pick<ThreadOccurrence, 'lectureId' | 'role' | 'sources' | 'definition'>[];
}

/** A course has hundreds of concepts by its end; the foundational ones come first. */
const MOST_CONCEPTS = 150;
/** Segments that speak of it, and characters of all that is shown with their neighbours. */
const MOST_CITED = 3;
const MOST_CHARACTERS = 900;

/**
 * What earlier lectures say of the concepts of a course: of each the newest lecture that says what it is, else the
 * newest that works with it. `earlier` holds the lectures before the one that is asked for, and nothing of any other
 * lecture is told. In the order of the threads.
 */
export function earlierConcepts(
  threads: readonly Followed[],
  earlier: readonly EarlierLecture[],
): EarlierConcept[] {
  const places = new Map(earlier.map(({ lectureId }, place) => [lectureId, place]));
  const found: EarlierConcept[] = [];
  for (const { title, names, occurrences } of threads) {
    if (found.length >= MOST_CONCEPTS) break;
    const held = occurrences
      .filter(({ lectureId }) => places.has(lectureId))
      .sort((a, b) => (places.get(a.lectureId) ?? 0) - (places.get(b.lectureId) ?? 0));
    const best =
      held.findLast(({ definition }) => definition) ??
      held.findLast(({ role }) => role !== 'heard') ??
      held.at(-1);
    const lecture = best && earlier[places.get(best.lectureId) ?? -1];
    if (!best || !lecture) continue;
    const segments = around(lecture.segments, (best.definition ?? best).sources.slice(0, MOST_CITED));
    if (segments.length === 0) continue;
    found.push({
      name: title,
      otherNames: [...names],
      lectureId: lecture.lectureId,
      lectureTitle: lecture.title,
      defined: best.definition !== undefined,
      segments,
    });
  }
  return found;
}

/** The cited segments, then their neighbours as long as there is room, in the order of the lecture. */
function around(segments: readonly Segment[], cited: readonly string[]): Segment[] {
  const places = segments.flatMap(({ id }, place) => (cited.includes(id) ? [place] : []));
  const wanted = [...places, ...places.flatMap((place) => [place + 1, place - 1])];
  const kept = new Set<number>();
  let left = MOST_CHARACTERS;
  for (const place of wanted) {
    const { text } = segments[place] ?? { text: '' };
    if (text.trim() === '' || kept.has(place) || text.length > left) continue;
    kept.add(place);
    left -= text.length;
  }
  return segments.filter((_, place) => kept.has(place));
}
