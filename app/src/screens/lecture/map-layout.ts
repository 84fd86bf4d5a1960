import type { BlockOf } from './blocks/of-kind.ts';

export interface Placed {
  id: string;
  name: string;
  /** Of the middle. */
  x: number;
  y: number;
  width: number;
}
export interface Drawing {
  width: number;
  height: number;
  concepts: Placed[];
  relations: { key: string; from: Placed; to: Placed; label: string }[];
}

/** Height of the box around a concept. */
export const BOX = 40;
const LETTER = 8.4;
const PADDING = 28;
const BESIDE = 14;
/** Between rows that relations run through, with room for their words. */
const BELOW = 62;
const EDGE = 16;

/**
 * Places concepts in rows that are as wide as there is room: each group of related ones from the concept that most
 * others lead to, then those a step away, and so on; what is related to nothing comes last. The same map always
 * comes out the same.
 */
export function drawMap(
  { concepts, relations }: Pick<BlockOf<'map'>, 'concepts' | 'relations'>,
  room: number,
): Drawing {
  const nodes = concepts.map(({ id, name }): Placed => {
    const width = Math.min(210, Math.max(70, short(name).length * LETTER + PADDING));
    return { id, name, width, x: 0, y: 0 };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pairs = relations.flatMap(({ from, to, label, itemId }) => {
    const [one, other] = [byId.get(from), byId.get(to)];
    if (!one || !other || one === other) return [];
    return [{ key: itemId ?? `${from} ${label} ${to}`, from: one, to: other, label }];
  });
  const groups = groupsOf(nodes, pairs);
  const alone = groups.filter((layers) => layers.length === 1).flat(2);
  const rows = [
    ...groups
      .filter((layers) => layers.length > 1)
      .flatMap((layers) => layers.flatMap((layer) => inRows(layer, room))),
    ...inRows(alone, room),
  ];
  const width = Math.max(room, ...rows.map((row) => widthOf(row) + 2 * EDGE));
  let y = EDGE + BOX / 2;
  for (const row of rows) {
    let x = (width - widthOf(row)) / 2;
    for (const node of row) {
      node.x = x + node.width / 2;
      node.y = y;
      x += node.width + BESIDE;
    }
    const related = pairs.some(({ from, to }) => row.includes(from) || row.includes(to));
    y += BOX + (related ? BELOW : BESIDE);
  }
  const height = Math.max(0, ...nodes.map((node) => node.y)) + BOX / 2 + EDGE;
  return { width, height, concepts: nodes, relations: pairs };
}

/** The related concepts of each group in layers, by their distance from the one that most others lead to. */
function groupsOf(nodes: readonly Placed[], pairs: Drawing['relations']): Placed[][][] {
  const neighbours = new Map(nodes.map((node) => [node, new Set<Placed>()]));
  const weight = new Map<Placed, number>();
  for (const { from, to } of pairs) {
    neighbours.get(from)?.add(to);
    neighbours.get(to)?.add(from);
    weight.set(to, (weight.get(to) ?? 0) + 1.5);
    weight.set(from, (weight.get(from) ?? 0) + 1);
  }
  const heaviest = [...nodes].sort((one, other) => (weight.get(other) ?? 0) - (weight.get(one) ?? 0));
  const seen = new Set<Placed>();
  const groups: Placed[][][] = [];
  for (const first of heaviest) {
    if (seen.has(first)) continue;
    seen.add(first);
    const layers = [[first]];
    for (let layer = layers[0]; layer && layer.length > 0; layer = layers.at(-1)) {
      const next = layer.flatMap((node) =>
        [...(neighbours.get(node) ?? [])].filter((other) => !seen.has(other)),
      );
      const once = [...new Set(next)];
      for (const node of once) seen.add(node);
      if (once.length === 0) break;
      layers.push(once);
    }
    groups.push(layers);
  }
  return groups;
}

function inRows(layer: readonly Placed[], room: number): Placed[][] {
  const rows: Placed[][] = [];
  for (const node of layer) {
    const row = rows.at(-1);
    if (row && widthOf(row) + BESIDE + node.width <= room - 2 * EDGE) row.push(node);
    else rows.push([node]);
  }
  return rows;
}

function widthOf(row: readonly Placed[]): number {
  return row.reduce((sum, { width }) => sum + width, 0) + Math.max(0, row.length - 1) * BESIDE;
}

/** Where the line from the middle of a box to another leaves it. */
export function edgeOf({ x, y, width }: Placed, towards: Placed): { x: number; y: number } {
  const [across, down] = [towards.x - x, towards.y - y];
  const share = Math.min(
    (width / 2 + 3) / Math.max(1, Math.abs(across)),
    (BOX / 2 + 3) / Math.max(1, Math.abs(down)),
  );
  return { x: x + across * share, y: y + down * share };
}

/** The tip of an arrow along a line, as a path. */
export function arrow(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number) =>
    `${to.x - 9 * Math.cos(angle + turn)},${to.y - 9 * Math.sin(angle + turn)}`;
  return `M${to.x},${to.y} L${corner(0.45)} L${corner(-0.45)} Z`;
}

/** As much of a name as fits its box; the list has the whole. */
export function short(name: string): string {
  return name.length > 23 ? `${name.slice(0, 22)}…` : name;
}
