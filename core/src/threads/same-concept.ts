import { abbreviates, isNamedKindOf, nameKey, splitAbbreviation } from './concept-name.ts';
import type { Mention } from './mentions.ts';
import { areOpposites } from './opposites.ts';

/** A mention with the place of its lecture in the course. */
export interface PlacedMention {
  lecture: number;
  mention: Mention;
}

/** Everything that a course calls one concept. */
export interface Concept {
  /** Key of the name under which the earliest lecture has it. */
  key: string;
  keys: string[];
  title: string;
  /** One for each key, without the title. */
  names: string[];
  mentions: PlacedMention[];
}

/** Initials shorter than this fit too many names: MC is marginal cost, and much else. */
const LEAST_INITIALS = 3;

/**
 * Groups mentions into concepts. Two names are one concept when their keys are equal, when a lecture gives
 * one as another name of the other, or when one is the initials of exactly one other name of the course.
 * Opposites are never joined, nor two concepts of which one is a kind of the other, nor two that one lecture
 * defines apart. The result does not depend on the order in which lectures were worked through: `mentions` come in
 * the order of the lectures, and joints are tried in the order of their keys.
 */
export function groupConcepts(mentions: readonly PlacedMention[]): Concept[] {
  const byKey = new Map<string, PlacedMention[]>();
  const names = new Map<string, string>();
  const joints = new Set<string>();
  for (const placed of mentions) {
    const key = nameKey(placed.mention.name);
    if (!key) continue;
    byKey.set(key, [...(byKey.get(key) ?? []), placed]);
    if (!names.has(key)) names.set(key, placed.mention.name);
  }
  for (const { mention } of mentions) {
    const key = nameKey(mention.name);
    for (const name of mention.otherNames.flatMap(splitAbbreviation)) {
      const other = nameKey(name);
      if (!key || !other || other === key) continue;
      if (!names.has(other)) names.set(other, name);
      joints.add([key, other].sort().join('|'));
    }
  }
  for (const joint of initialJoints(names)) joints.add(joint);
  const groups = joinGroups(byKey, names, [...joints].sort());
  return groups.flatMap((keys) => {
    const held = keys.flatMap((key) => byKey.get(key) ?? []);
    return held.length === 0 ? [] : [toConcept(keys, held, names)];
  });
}

function initialJoints(names: ReadonlyMap<string, string>): string[] {
  const long = [...names].filter(([, name]) => /[\s-]/.test(name));
  return [...names].flatMap(([key, name]) => {
    if (name.replace(/\P{L}/gu, '').length < LEAST_INITIALS || !/^\p{Lu}+s?$/u.test(name)) return [];
    const [match, another] = long.filter(([, other]) => abbreviates(name, other));
    return match && !another ? [[key, match[0]].sort().join('|')] : [];
  });
}

function joinGroups(
  byKey: ReadonlyMap<string, readonly PlacedMention[]>,
  names: ReadonlyMap<string, string>,
  joints: readonly string[],
): string[][] {
  const groupOf = new Map<string, string[]>([...names.keys()].sort().map((key) => [key, [key]]));
  // A name that lectures give to two concepts says which it is of neither.
  const claims = new Map<string, Set<string>>();
  for (const joint of joints) {
    const [one = '', other = ''] = joint.split('|');
    for (const [alias, of] of [
      [one, other],
      [other, one],
    ] as const) {
      if (!byKey.has(alias)) claims.set(alias, (claims.get(alias) ?? new Set()).add(of));
    }
  }
  for (const joint of joints) {
    const [one = '', other = ''] = joint.split('|');
    const [first, second] = [groupOf.get(one), groupOf.get(other)];
    if (!first || !second || first === second || !mayJoin(first, second, byKey)) continue;
    if ([one, other].some((key) => (claims.get(key)?.size ?? 0) > 1)) continue;
    const joined = [...first, ...second].sort();
    for (const key of joined) groupOf.set(key, joined);
  }
  return [...new Set(groupOf.values())];
}

function mayJoin(
  first: readonly string[],
  second: readonly string[],
  byKey: ReadonlyMap<string, readonly PlacedMention[]>,
): boolean {
  for (const one of first) {
    for (const other of second) {
      if (areOpposites(one, other)) return false;
      // «elasticity» may stand for «price elasticity» only where no lecture has elasticity as a concept.
      const kinds = isNamedKindOf(one, other) || isNamedKindOf(other, one);
      if (kinds && byKey.has(one) && byKey.has(other)) return false;
      const defined = new Map(
        (byKey.get(one) ?? []).map(({ lecture, mention }) => [lecture, mention.definition?.text]),
      );
      for (const { lecture, mention } of byKey.get(other) ?? []) {
        const text = defined.get(lecture);
        if (text && mention.definition && text !== mention.definition.text) return false;
      }
    }
  }
  return true;
}

function toConcept(
  keys: readonly string[],
  held: readonly PlacedMention[],
  names: ReadonlyMap<string, string>,
): Concept {
  const mentions = [...held].sort((a, b) => a.lecture - b.lecture);
  const first = mentions[0]?.mention.name ?? '';
  const key = nameKey(first);
  // The letters are the other name, the words are the title, whichever was said first.
  const spelt = /^\p{Lu}{2,7}s?$/u.test(first)
    ? keys.map((other) => names.get(other) ?? '').find((name) => abbreviates(first, name))
    : undefined;
  const title = spelt ?? first;
  const others = keys.map((other) => names.get(other) ?? '').filter((name) => name && name !== title);
  return { key, keys: [...keys], title, names: others, mentions };
}
