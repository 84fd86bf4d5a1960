/** A JSON Schema as far as it is compared: any JSON. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Words about a schema that bind nobody. */
const ANNOTATIONS = new Set(['$comment', '$id', 'title', 'description', 'examples', 'deprecated']);

/**
 * What changed from one JSON Schema to another beyond new optional properties, a line each; nothing when
 * whoever knows the old one can go on. Stored artifacts are read with the newer schema and exports by
 * programs that know the older one, so a loosened rule counts like a tightened one.
 */
export function breakingChanges(before: Json, after: Json, path = ''): string[] {
  if (isObject(before) && isObject(after)) {
    return isObject(before.properties) && isObject(after.properties)
      ? compareProperties(before, after, path)
      : compareKeys(before, after, path, []);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return [`${path || '/'}: ${before.length} → ${after.length} entries`];
    return before.flatMap((entry, index) => breakingChanges(entry, after[index] as Json, `${path}/${index}`));
  }
  return before === after ? [] : [`${path || '/'}: ${show(before)} → ${show(after)}`];
}

function compareProperties(
  before: Record<string, Json>,
  after: Record<string, Json>,
  path: string,
): string[] {
  const old = before.properties as Record<string, Json>;
  const young = after.properties as Record<string, Json>;
  const wasRequired = new Set(before.required as string[] | undefined);
  const isRequired = new Set(after.required as string[] | undefined);
  const changes: string[] = [];
  for (const [name, schema] of Object.entries(old)) {
    const at = `${path}/${name}`;
    const now = young[name];
    if (now === undefined) changes.push(`${at}: is gone`);
    else changes.push(...breakingChanges(schema, now, at));
    if (now === undefined || wasRequired.has(name) === isRequired.has(name)) continue;
    changes.push(`${at}: ${isRequired.has(name) ? 'must now be there' : 'may now be missing'}`);
  }
  for (const name of isRequired) {
    if (!Object.hasOwn(old, name)) changes.push(`${path}/${name}: is new and must be there`);
  }
  return [...changes, ...compareKeys(before, after, path, ['properties', 'required'])];
}

function compareKeys(
  before: Record<string, Json>,
  after: Record<string, Json>,
  path: string,
  done: readonly string[],
): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    if (done.includes(key) || ANNOTATIONS.has(key)) return [];
    const at = `${path}/${key}`;
    const [old, young] = [before[key], after[key]];
    if (key === '$defs') return compareDefinitions(old ?? {}, young ?? {}, at);
    if (old === undefined) return [`${at}: is new: ${show(young as Json)}`];
    if (young === undefined) return [`${at}: is gone: ${show(old)}`];
    if (key === 'enum' || key === 'type') {
      return show(old) === show(young) ? [] : [`${at}: ${show(old)} → ${show(young)}`];
    }
    return breakingChanges(old, young, at);
  });
}

/** A new definition changes nothing by itself: what refers to it is compared where it stands. */
function compareDefinitions(before: Json, after: Json, path: string): string[] {
  if (!isObject(before) || !isObject(after)) return [`${path}: is no object`];
  return Object.entries(before).flatMap(([name, schema]) => {
    const now = after[name];
    return now === undefined ? [`${path}/${name}: is gone`] : breakingChanges(schema, now, `${path}/${name}`);
  });
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
