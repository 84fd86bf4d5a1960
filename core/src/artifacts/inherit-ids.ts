import type { Item } from './define.ts';
import { ARTIFACT_NAMES, type ArtifactName, artifactType, type Bodies } from './registry.ts';

/** Share of words that two items must have in common to be one: four of five. */
const LIKENESS = 0.8;
/** Words that turn a meaning around; figures do, too. */
const TURNING = new Set(['not', 'no', 'never', 'none', 'without', 'cannot', 'neither', 'nor', 'un', 'non']);

/**
 * The same bodies, with the ids of earlier items that stayed the same. Ids are made of words, so an item that
 * comes out word for word has its id already; one that a generator words a little otherwise, of the same kind
 * and from the same place in the lecture, takes over the id of the earlier one. What a student learned or
 * corrected hangs on ids, and stays by this when material is made anew.
 */
export function inheritIds(bodies: Bodies, earlier: Partial<Record<ArtifactName, unknown>>): Bodies {
  const entries = ARTIFACT_NAMES.flatMap((name) => {
    const body = bodies[name];
    if (body === undefined) return [];
    const before = earlier[name];
    if (before === undefined) return [[name, body] as const];
    const type = artifactType(name);
    const parsed = type.body.safeParse(before);
    if (!parsed.success) return [[name, body] as const];
    const heirs = findHeirs(type.items(body), type.items(parsed.data));
    return [[name, heirs.size === 0 ? body : renamed(body, heirs)] as const];
  });
  return Object.fromEntries(entries) as Bodies;
}

/** For each new id the earlier one that it takes over; the best pairs first, each id once. */
export function findHeirs(items: readonly Item[], earlier: readonly Item[]): Map<string, string> {
  const known = new Set(earlier.map(({ id }) => id));
  const kept = new Set(items.map(({ id }) => id));
  const fresh = items.filter(({ id }) => !known.has(id));
  const gone = earlier.filter(({ id }) => !kept.has(id));
  const pairs = fresh
    .flatMap((item) => gone.map((old) => ({ item, old, likeness: likenessOf(item, old) })))
    .filter(({ likeness }) => likeness >= LIKENESS)
    .sort((one, other) => other.likeness - one.likeness || (one.item.id < other.item.id ? -1 : 1));
  const heirs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { item, old } of pairs) {
    if (heirs.has(item.id) || taken.has(old.id)) continue;
    heirs.set(item.id, old.id);
    taken.add(old.id);
  }
  return heirs;
}

/** 0 where two items cannot be one. */
function likenessOf(one: Item, other: Item): number {
  if (one.kind !== other.kind || !one.sources.some((source) => other.sources.includes(source))) return 0;
  if (one.statement?.truth !== other.statement?.truth) return 0;
  // Both what is asked and what is answered: either alone may stay while the other turns.
  return Math.min(...facesOf(one).map((face, side) => diceOf(face, facesOf(other)[side] ?? '')));
}

function facesOf(item: Item): string[] {
  const { question, answer, statement, relation, subject, claim } = item;
  if (relation) return [relation.from, relation.label, relation.to];
  return [[question, statement?.text, subject].filter(Boolean).join(' '), answer ?? claim];
}

function diceOf(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.size + right.size === 0) return 1;
  const changed = [...left.symmetricDifference(right)];
  if (changed.some((word) => TURNING.has(word) || /\p{N}/u.test(word) || /n[’']t$/.test(word))) return 0;
  return (2 * left.intersection(right).size) / (left.size + right.size);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}’']*/gu) ?? []);
}

/** Ids stand in `id`, and in what a relation goes from and to. */
function renamed<Body>(body: Body, heirs: ReadonlyMap<string, string>): Body {
  const rename = (value: unknown, name?: string): unknown => {
    if (typeof value === 'string') {
      return name === 'id' || name === 'from' || name === 'to' ? (heirs.get(value) ?? value) : value;
    }
    if (Array.isArray(value)) return value.map((part) => rename(part));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rename(part, key)]));
  };
  return rename(body) as Body;
}
