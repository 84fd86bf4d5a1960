/** One step of a cycle: this file imports, at this line, the next one. */
export interface Step {
  file: string;
  line: number;
}

/**
 * One cycle, a shortest one, for each group of files that reach each other
 * (strongly connected components after Tarjan, 1972).
 */
export function findCycles(edges: ReadonlyMap<string, readonly { to: string; line: number }[]>): Step[][] {
  return findGroups(edges).flatMap((group) => {
    const start = [...group].sort()[0];
    const cycle = start && shortestCycle(start, group, edges);
    return cycle ? [cycle] : [];
  });
}

function findGroups(edges: ReadonlyMap<string, readonly { to: string }[]>): Set<string>[] {
  const groups: Set<string>[] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();

  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file) as number);
    open.push(file);
    isOpen.add(file);
    for (const { to } of edges.get(file) ?? []) {
      if (!edges.has(to)) continue;
      if (!order.has(to)) visit(to);
      else if (!isOpen.has(to)) continue;
      const reached = order.get(to) as number;
      const low = Math.min(lowest.get(file) as number, lowest.get(to) as number, reached);
      lowest.set(file, low);
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = new Set(open.splice(open.indexOf(file)));
    for (const member of group) isOpen.delete(member);
    const loops = edges.get(file)?.some(({ to }) => to === file);
    if (group.size > 1 || loops) groups.push(group);
  };
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return groups;
}

/** Breadth first from `start` back to `start`, within the group. */
function shortestCycle(
  start: string,
  group: ReadonlySet<string>,
  edges: ReadonlyMap<string, readonly { to: string; line: number }[]>,
): Step[] | undefined {
  const waiting: { file: string; path: Step[] }[] = [{ file: start, path: [] }];
  const seen = new Set<string>();
  for (const { file, path } of waiting) {
    for (const { to, line } of edges.get(file) ?? []) {
      const longer = [...path, { file, line }];
      if (to === start) return longer;
      if (!group.has(to) || seen.has(to)) continue;
      seen.add(to);
      waiting.push({ file: to, path: longer });
    }
  }
  return undefined;
}
