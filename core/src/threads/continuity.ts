import { z } from 'zod';
import { nameKey } from './concept-name.ts';
import type { WovenThread } from './weave.ts';

/**
 * A list made by hand of what a course's lectures have in common. `lectures` teach with the concept, `passing`
 * only name it: a link to a passing lecture is neither wanted nor wrong.
 */
export const ContinuityList = z.object({
  about: z.string(),
  how: z.string(),
  lectures: z.array(z.string()).min(2),
  concepts: z.array(
    z.object({
      names: z.array(z.string()).min(1),
      lectures: z.array(z.string()),
      passing: z.array(z.string()).default([]),
    }),
  ),
  /** Pairs that must not be one thread. */
  distinct: z.array(z.tuple([z.string(), z.string()])),
});
export type ContinuityList = z.infer<typeof ContinuityList>;

export interface ContinuityScore {
  /** Links that are right, of all links that were found and judged. 1 where none was found. */
  precision: number;
  /** Concepts' links that were found, of all that the list wants. */
  recall: number;
  /** «demand: econ2 → econ3» */
  right: string[];
  /** Links that the list does not want, and links of what is not in the list. */
  wrong: string[];
  missing: string[];
  /** Pairs of the list that stand in one thread. */
  merged: string[];
  /** Threads that are two for one name of the list. */
  doubles: string[];
}

type Scored = Pick<WovenThread, 'title' | 'names' | 'occurrences'>;

/**
 * Scores threads against a list made by hand. A link is a thread in two lectures. `lectureOf` gives the list's
 * name of a lecture for its id.
 */
export function scoreContinuity(
  threads: readonly Scored[],
  list: ContinuityList,
  lectureOf: (lectureId: string) => string,
): ContinuityScore {
  const concepts = list.concepts.map((concept) => ({
    ...concept,
    keys: new Set(concept.names.map(nameKey)),
  }));
  const right = new Set<string>();
  const wrong: string[] = [];
  const holders = new Map<string, string[]>();
  for (const { title, names, occurrences } of threads) {
    const keys = [title, ...names].map(nameKey);
    for (const key of keys) holders.set(key, [...(holders.get(key) ?? []), title]);
    const matching = concepts.filter((concept) => keys.some((key) => concept.keys.has(key)));
    for (const link of linksOf(
      list,
      occurrences.map(({ lectureId }) => lectureOf(lectureId)),
    )) {
      const shown = link.join(' → ');
      const wanted = matching.find((concept) => link.every((lecture) => concept.lectures.includes(lecture)));
      const open = matching.some((concept) =>
        link.every((lecture) => concept.lectures.includes(lecture) || concept.passing.includes(lecture)),
      );
      if (wanted) right.add(`${wanted.names[0]}: ${shown}`);
      else if (!open) wrong.push(`${title}: ${shown}`);
    }
  }
  const wanted = concepts.flatMap(({ names, lectures }) =>
    linksOf(list, lectures).map((link) => `${names[0]}: ${link.join(' → ')}`),
  );
  const threadKeys = threads.map(({ title, names }) => new Set([title, ...names].map(nameKey)));
  const judged = right.size + wrong.length;
  return {
    precision: judged === 0 ? 1 : right.size / judged,
    recall: wanted.length === 0 ? 1 : right.size / wanted.length,
    right: [...right],
    wrong,
    missing: wanted.filter((link) => !right.has(link)),
    merged: list.distinct
      .filter(([one, other]) => threadKeys.some((keys) => keys.has(nameKey(one)) && keys.has(nameKey(other))))
      .map((pair) => pair.join(' = ')),
    doubles: [...holders].filter(([, held]) => held.length > 1).map(([key]) => key),
  };
}

function linksOf(list: ContinuityList, lectures: readonly string[]): [string, string][] {
  const held = list.lectures.filter((lecture) => lectures.includes(lecture));
  return held.flatMap((one, index) => held.slice(index + 1).map((other): [string, string] => [one, other]));
}
