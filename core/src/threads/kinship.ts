import { isNamedKindOf, nameKey } from './concept-name.ts';
import type { Concept } from './same-concept.ts';

/** One concept is a kind of another. Places in the list of concepts. */
export interface Kinship {
  narrow: number;
  broad: number;
  /** Place of the lecture that says so, or that introduces the narrower one. */
  lecture: number;
  /** The words that say so; empty where only the names do, as in «linear demand curve». */
  sources: string[];
}

/**
 * Who is a kind of whom: what lectures say in words, and what names show. By its name a concept is a kind of
 * the nearest broader one only. Never in a circle.
 *
 * @param introduced for each concept, the place of the lecture that introduces it
 */
export function kinshipOf(concepts: readonly Concept[], introduced: readonly number[]): Kinship[] {
  const byKey = new Map(concepts.flatMap(({ keys }, index) => keys.map((key) => [key, index] as const)));
  const found: Kinship[] = [];
  const add = (kinship: Kinship) => {
    const { narrow, broad } = kinship;
    const known = found.some((other) => other.narrow === narrow && other.broad === broad);
    if (!known && narrow !== broad && !reaches(found, broad, narrow)) found.push(kinship);
  };
  for (const [narrow, { mentions }] of concepts.entries()) {
    for (const { lecture, mention } of mentions) {
      for (const { name, sources } of mention.kindOf) {
        const broad = byKey.get(nameKey(name));
        if (broad !== undefined) add({ narrow, broad, lecture, sources });
      }
    }
  }
  for (const [narrow, { keys }] of concepts.entries()) {
    const broader = concepts.flatMap((other, index) =>
      index !== narrow && keys.some((key) => other.keys.some((broad) => isNamedKindOf(key, broad)))
        ? [index]
        : [],
    );
    for (const broad of broader) {
      const nearer = broader.some((between) =>
        concepts[between]?.keys.some((key) => concepts[broad]?.keys.some((far) => isNamedKindOf(key, far))),
      );
      if (!nearer) add({ narrow, broad, lecture: introduced[narrow] ?? 0, sources: [] });
    }
  }
  return found;
}

function reaches(kin: readonly Kinship[], from: number, to: number): boolean {
  return kin.some(({ narrow, broad }) => narrow === from && (broad === to || reaches(kin, broad, to)));
}
