import type { Block } from '@pegasus/core/block.ts';
import { oneLine } from '../plain-text.ts';

type ConceptMap = Extract<Block, { kind: 'map' }>;
type Point = [x: number, y: number];

/** A drawing in millimetres, from the upper left corner. */
export interface Drawing {
  width: number;
  height: number;
  nodes: { id: string; name: string; x: number; y: number; width: number; height: number }[];
  edges: {
    from: Point;
    to: Point;
    /** The two control points of a cubic curve. */
    bend: [Point, Point];
    /** The arrow's head. */
    head: [Point, Point, Point];
    label: { text: string; x: number; y: number; width: number; height: number };
  }[];
}

const NODE_WIDTH = 32;
const LINE = 3.6;
/** Letters on one line of a box or label; more is another line. */
const NODE_LETTERS = 17;
const LABEL_WIDTH = 21;
const LABEL_LETTERS = 16;
const MOST_LINES = 4;
const GAP_ACROSS = 24;
const GAP_DOWN = 10;
const SWEEPS = 4;

interface Node {
  id: string;
  name: string;
  height: number;
  column: number;
  place: number;
  y: number;
}
interface Edge {
  from: Node;
  to: Node;
  label: string;
}

/**
 * Places the concepts that have relations in columns, each to the right of what leads to it, ordered so that
 * few lines cross (after Sugiyama, Tagawa and Toda, 1981). A chain longer than `columns` is folded into them.
 * Concepts without relations are left out: a box alone says no more than a word in a list.
 */
export function drawMap(map: ConceptMap, columns: number): Drawing {
  const { nodes, edges } = connected(map);
  assignColumns(nodes, edges, columns);
  const layers = Array.from({ length: columns }, (_, column) =>
    nodes.filter((node) => node.column === column),
  );
  const filled = layers.filter((layer) => layer.length > 0);
  order(filled, edges);
  const heights = filled.map((layer) =>
    layer.reduce((sum, { height }) => sum + height + GAP_DOWN, -GAP_DOWN),
  );
  const height = Math.max(0, ...heights);
  for (const [column, layer] of filled.entries()) {
    let y = (height - (heights[column] ?? 0)) / 2;
    for (const node of layer) {
      node.column = column;
      node.y = y;
      y += node.height + GAP_DOWN;
    }
  }
  const x = (node: Node) => node.column * (NODE_WIDTH + GAP_ACROSS);
  const sameColumn = edges.some(
    ({ from, to }) => from.column === to.column && from.column === filled.length - 1,
  );
  const width = filled.length * (NODE_WIDTH + GAP_ACROSS) - GAP_ACROSS + (sameColumn ? LABEL_WIDTH : 0);
  return {
    width: filled.length === 0 ? 0 : width,
    height,
    nodes: nodes.map((node) => ({
      id: node.id,
      name: node.name,
      x: x(node),
      y: node.y,
      width: NODE_WIDTH,
      height: node.height,
    })),
    edges: drawEdges(edges, x),
  };
}

function connected({ concepts, relations }: ConceptMap): { nodes: Node[]; edges: Edge[] } {
  const ends = new Set(relations.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const nodes = concepts
    .filter(({ id }) => ends.has(id))
    .map(
      ({ id, name }, place): Node => ({
        id,
        name: oneLine(name),
        height: boxHeight(name),
        column: 0,
        place,
        y: 0,
      }),
    );
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges: Edge[] = [];
  for (const relation of relations) {
    const [from, to] = [byId.get(relation.from), byId.get(relation.to)];
    if (from && to && from !== to) edges.push({ from, to, label: oneLine(relation.label) });
  }
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.filter((node) => used.has(node)), edges };
}

function boxHeight(name: string): number {
  return Math.min(MOST_LINES, Math.ceil(oneLine(name).length / NODE_LETTERS)) * LINE + 4;
}

/** The longest way to a concept gives its column; what leads back to where it came from counts for nothing. */
function assignColumns(nodes: readonly Node[], edges: readonly Edge[], columns: number): void {
  const forward = withoutCycles(nodes, edges);
  for (let round = 0; round < nodes.length; round++) {
    let moved = false;
    for (const { from, to } of forward) {
      if (to.column > from.column) continue;
      to.column = from.column + 1;
      moved = true;
    }
    if (!moved) break;
  }
  const deepest = Math.max(0, ...nodes.map(({ column }) => column));
  if (deepest < columns) return;
  for (const node of nodes) node.column = Math.floor((node.column * columns) / (deepest + 1));
}

function withoutCycles(nodes: readonly Node[], edges: readonly Edge[]): Edge[] {
  const state = new Map<Node, 'open' | 'done'>();
  const kept: Edge[] = [];
  const out = Map.groupBy(edges, ({ from }) => from);
  // By hand and not by recursion: a chain may be as long as the map.
  for (const root of nodes) {
    if (state.has(root)) continue;
    const stack: { node: Node; next: number }[] = [{ node: root, next: 0 }];
    state.set(root, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = out.get(top.node)?.[top.next];
      top.next += 1;
      if (!edge) {
        state.set(top.node, 'done');
        stack.pop();
      } else if (state.get(edge.to) !== 'open') {
        kept.push(edge);
        if (!state.has(edge.to)) {
          state.set(edge.to, 'open');
          stack.push({ node: edge.to, next: 0 });
        }
      }
    }
  }
  return kept;
}

/** Puts each concept beside the middle of its neighbours, there and back a few times. */
function order(layers: Node[][], edges: readonly Edge[]): void {
  const neighbours = new Map<Node, Node[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  for (const layer of layers) for (const [place, node] of layer.entries()) node.place = place / layer.length;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const layer of sweep % 2 ? layers.toReversed() : layers) {
      const middle = new Map(
        layer.map((node) => {
          const beside = neighbours.get(node)?.filter(({ column }) => column !== node.column) ?? [];
          const sum = beside.reduce((total, { place }) => total + place, 0);
          return [node, beside.length > 0 ? sum / beside.length : node.place];
        }),
      );
      layer.sort((left, right) => (middle.get(left) ?? 0) - (middle.get(right) ?? 0));
      for (const [place, node] of layer.entries()) node.place = (place + 0.5) / layer.length;
    }
  }
}

function drawEdges(edges: readonly Edge[], x: (node: Node) => number): Drawing['edges'] {
  const ports = spreadPorts(edges);
  const taken: { x: number; y: number; height: number }[] = [];
  return edges.map((edge) => {
    const { from, to } = edge;
    const [begin, end] = ports.get(edge) ?? [from.y, to.y];
    const leftwards = to.column < from.column;
    const same = to.column === from.column;
    const start: Point = [x(from) + (leftwards ? 0 : NODE_WIDTH), begin];
    const stop: Point = [x(to) + (leftwards || same ? (same ? NODE_WIDTH : NODE_WIDTH) : 0), end];
    const reach = same ? LABEL_WIDTH : Math.abs(stop[0] - start[0]) / 2;
    const out = leftwards ? -1 : 1;
    const back = same ? 1 : -out;
    const bend: [Point, Point] = [
      [start[0] + out * reach, start[1]],
      [stop[0] + back * reach, stop[1]],
    ];
    const tip = back * 2.2;
    const head: [Point, Point, Point] = [stop, [stop[0] + tip, stop[1] - 1], [stop[0] + tip, stop[1] + 1]];
    const lines = Math.min(MOST_LINES, Math.ceil(edge.label.length / LABEL_LETTERS));
    const label = { text: edge.label, width: LABEL_WIDTH, height: lines * 3 + 1, x: 0, y: 0 };
    placeLabel(label, [start, ...bend, stop], taken);
    return { from: start, to: stop, bend, head, label };
  });
}

/** Where lines leave and reach a box: apart from each other, in the order of their other ends. */
function spreadPorts(edges: readonly Edge[]): Map<Edge, [number, number]> {
  const ports = new Map<Edge, [number, number]>(edges.map((edge) => [edge, [0, 0]]));
  for (const side of [0, 1] as const) {
    const here = (edge: Edge) => (side === 0 ? edge.from : edge.to);
    const there = (edge: Edge) => (side === 0 ? edge.to : edge.from);
    for (const [node, group] of Map.groupBy(edges, here)) {
      const sorted = group.toSorted((left, right) => there(left).y - there(right).y);
      for (const [index, edge] of sorted.entries()) {
        const port = ports.get(edge);
        if (port) port[side] = node.y + (node.height * (index + 1)) / (sorted.length + 1);
      }
    }
  }
  return ports;
}

/** On the line, where no other label stands if there is such a place. */
function placeLabel(
  label: Drawing['edges'][number]['label'],
  points: Point[],
  taken: { x: number; y: number; height: number }[],
): void {
  const places = [0.5, 0.42, 0.58, 0.34, 0.66].map((t) => {
    const [px, py] = cubic(points, t);
    return { x: px - label.width / 2, y: py - label.height / 2, height: label.height };
  });
  const clash = (place: { x: number; y: number; height: number }) =>
    taken.filter(
      (other) =>
        Math.abs(other.x - place.x) < LABEL_WIDTH &&
        place.y < other.y + other.height &&
        other.y < place.y + place.height,
    ).length;
  const best = places.reduce((left, right) => (clash(right) < clash(left) ? right : left));
  label.x = best.x;
  label.y = best.y;
  taken.push(best);
}

function cubic(points: Point[], t: number): Point {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
  const sum = (axis: 0 | 1) =>
    points.reduce((total, point, index) => total + point[axis] * (weights[index] ?? 0), 0);
  return [sum(0), sum(1)];
}
