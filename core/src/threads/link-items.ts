/**
 * The same artifact body with `threadId` on each item that is about a thread. Threads change with every
 * lecture of the course, so links are made when a body is read and never stored with it.
 */
export function linkItems<Body>(body: Body, threads: ReadonlyMap<string, string>): Body {
  return threads.size === 0 ? body : (linked(body, threads) as Body);
}

function linked(value: unknown, threads: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((part) => linked(part, threads));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, linked(part, threads)]));
  // An item is what rests on sources; a section or chunk may have an id, too.
  const threadId = 'id' in value && 'sources' in value ? threads.get(String(value.id)) : undefined;
  return threadId === undefined ? copy : { ...copy, threadId };
}
