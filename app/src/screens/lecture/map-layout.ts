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
const ROUNDS = 300;
const GAP = 34;

/**
 * Places concepts so that related ones are near and none lie on another: springs along relations, all pushing
 * each other away (Fruchterman and Reingold 1991), from a start on a circle, so that it always comes out the same.
 */
export function drawMap({ concepts, relations }: Pick<BlockOf<'map'>, 'concepts' | 'relations'>): Drawing {
  const size = Math.max(420, Math.sqrt(concepts.length) * 190);
  const nodes = concepts.map(({ id, name }, place) => {
    const angle = (2 * Math.PI * place) / Math.max(1, concepts.length);
    const width = Math.min(200, Math.max(70, name.length * LETTER + 28));
    return {
      id,
      name,
      width,
      x: size / 2 + Math.cos(angle) * size * 0.4,
      y: size / 2 + Math.sin(angle) * size * 0.32,
    };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pairs = relations.flatMap(({ from, to, label, itemId }) => {
    const [one, other] = [byId.get(from), byId.get(to)];
    return one && other && one !== other
      ? [{ key: itemId ?? `${from} ${label} ${to}`, from: one, to: other, label }]
      : [];
  });
  const ideal = (size / Math.sqrt(Math.max(1, nodes.length))) * 0.85;
  for (let round = 0; round < ROUNDS; round++) {
    const heat = (size / 12) * (1 - round / ROUNDS);
    const moves = new Map(nodes.map((node) => [node, { x: 0, y: 0 }]));
    for (const [place, one] of nodes.entries()) {
      for (const other of nodes.slice(place + 1)) {
        const [x, y] = [one.x - other.x || 0.1 * (place + 1), (one.y - other.y) * 1.7 || 0.1];
        const far = Math.max(1, Math.hypot(x, y));
        push(moves.get(one), moves.get(other), x / far, y / far, (ideal * ideal) / far);
      }
    }
    for (const { from, to } of pairs) {
      const [x, y] = [from.x - to.x, from.y - to.y];
      const far = Math.max(1, Math.hypot(x, y));
      push(moves.get(from), moves.get(to), x / far, y / far, -(far * far) / ideal);
    }
    for (const [node, move] of moves) {
      // A little towards the middle, so that what is related to nothing does not drift away.
      move.x += (size / 2 - node.x) * 0.08;
      move.y += (size / 2 - node.y) * 0.12;
      const far = Math.max(1, Math.hypot(move.x, move.y));
      node.x += (move.x / far) * Math.min(far, heat);
      node.y += (move.y / far) * Math.min(far, heat);
    }
  }
  separate(nodes);
  const left = Math.min(...nodes.map(({ x, width }) => x - width / 2)) - 16;
  const top = Math.min(...nodes.map(({ y }) => y)) - BOX;
  for (const node of nodes) {
    node.x -= left;
    node.y -= top;
  }
  return {
    width: Math.max(...nodes.map(({ x, width }) => x + width / 2)) + 16,
    height: Math.max(...nodes.map(({ y }) => y)) + BOX,
    concepts: nodes,
    relations: pairs,
  };
}

interface Vector {
  x: number;
  y: number;
}

function push(one: Vector | undefined, other: Vector | undefined, x: number, y: number, force: number): void {
  if (!one || !other) return;
  one.x += x * force;
  one.y += y * force;
  other.x -= x * force;
  other.y -= y * force;
}

/** Boxes that still lie on each other move apart, up and down. */
function separate(nodes: readonly Placed[]): void {
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (const [place, one] of nodes.entries()) {
      for (const other of nodes.slice(place + 1)) {
        const across = (one.width + other.width) / 2 + 12 - Math.abs(one.x - other.x);
        const down = BOX + GAP - Math.abs(one.y - other.y);
        if (across <= 0 || down <= 0) continue;
        moved = true;
        const way = one.y <= other.y ? -1 : 1;
        one.y += (way * down) / 2;
        other.y -= (way * down) / 2;
      }
    }
    if (!moved) return;
  }
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
