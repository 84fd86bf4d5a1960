/**
 * The same body with every item's id used once: a later item of the same id gets a numbered one. Ids are made
 * of content, so a generator that says a thing twice gives the same id twice, and then neither could be
 * dropped without the other. References by id keep pointing to the first.
 */
export function withDistinctIds<Body>(body: Body): Body {
  const used = new Set<string>();
  return renew(body, used) as Body;
}

function renew(value: unknown, used: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => renew(one, used));
  if (typeof value !== 'object' || value === null) return value;
  const own = isItem(value) ? { ...value, id: take(value.id, used) } : value;
  return Object.fromEntries(Object.entries(own).map(([key, one]) => [key, renew(one, used)]));
}

function isItem(value: object): value is { id: string } {
  return 'id' in value && typeof value.id === 'string' && 'sources' in value;
}

function take(id: string, used: Set<string>): string {
  let free = id;
  for (let count = 2; used.has(free); count++) free = `${id}-${count}`;
  used.add(free);
  return free;
}
