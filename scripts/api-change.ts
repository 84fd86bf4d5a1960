import { breakingChanges } from './schema-change.ts';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is read as far as it is compared.
type Json = any;

/** The version that a document says its API has; 1 for documents older than the rule. */
export function apiVersion(document: Json): number {
  return document.info?.['x-api-version'] ?? 1;
}

/**
 * What a client of the older document would stumble over, a line each: an operation, parameter, field or
 * status that is gone or other than it was, or something new that a request must carry. New operations, new
 * optional parameters and fields, and further problems break nobody.
 */
export function breakingApiChanges(before: Json, after: Json): string[] {
  const changes: string[] = [];
  for (const [path, methods] of Object.entries<Json>(before.paths ?? {})) {
    for (const [method, operation] of Object.entries<Json>(methods)) {
      const at = `${method.toUpperCase()} ${path}`;
      const now = after.paths?.[path]?.[method];
      if (!now) changes.push(`${at}: is gone`);
      else changes.push(...compareOperations([operation, before], [now, after], at));
    }
  }
  return [...new Set(changes)];
}

/** An operation, or a part of one, with the document in which its references are found. */
type Side = [part: Json, document: Json];

function compareOperations([old, before]: Side, [young, after]: Side, at: string): string[] {
  const changes: string[] = [];
  if (old.operationId !== young.operationId)
    changes.push(`${at}: is now called ${young.operationId}, not ${old.operationId}`);
  if (JSON.stringify(old.security) !== JSON.stringify(young.security))
    changes.push(`${at}: other credentials are asked for`);
  changes.push(...compareParameters(old.parameters ?? [], young.parameters ?? [], at));
  const bodies = (operation: Json) => operation.requestBody?.content ?? {};
  changes.push(
    ...compareContents([bodies(old), before], [bodies(young), after], `${at} request`).filter(
      (line) => !line.endsWith('may now be missing'),
    ),
  );
  if (Object.keys(bodies(old)).length === 0 && young.requestBody?.required)
    changes.push(`${at} request: a body must now be there`);
  for (const [status, response] of Object.entries<Json>(old.responses ?? {})) {
    const place = `${at} ${status}`;
    const now = young.responses?.[status];
    const answers = withoutProblems(response.content);
    if (Number(status) >= 400 && Object.keys(answers).length === 0) continue;
    if (!now) changes.push(`${place}: is no more answered`);
    else changes.push(...compareContents([answers, before], [now.content ?? {}, after], place));
  }
  return changes;
}

/** Problems are one extensible form for all of them, so they are not compared operation by operation. */
function withoutProblems(content: Json): Json {
  return Object.fromEntries(
    Object.entries(content ?? {}).filter(([type]) => type !== 'application/problem+json'),
  );
}

function compareParameters(before: readonly Json[], after: readonly Json[], at: string): string[] {
  const keyOf = (parameter: Json) => `${parameter.in} ${parameter.name}`;
  const old = new Map(before.map((parameter) => [keyOf(parameter), parameter]));
  const young = new Map(after.map((parameter) => [keyOf(parameter), parameter]));
  return [
    ...[...old].flatMap(([key, parameter]) => {
      const now = young.get(key);
      if (!now) return [`${at} ${key}: is gone`];
      const tightened = now.required && !parameter.required ? [`${at} ${key}: must now be there`] : [];
      return [...tightened, ...breakingChanges(parameter.schema ?? {}, now.schema ?? {}, `${at} ${key}`)];
    }),
    ...[...young].flatMap(([key, parameter]) =>
      !old.has(key) && parameter.required ? [`${at} ${key}: is new and must be there`] : [],
    ),
  ];
}

function compareContents([old, before]: Side, [young, after]: Side, at: string): string[] {
  return Object.entries<Json>(old).flatMap(([type, { schema = {} }]) => {
    const now = young[type];
    if (!now) return [`${at}: ${type} is gone`];
    return breakingChanges(resolved(schema, before), resolved(now.schema ?? {}, after), at);
  });
}

/** The schema with its references filled in, so that a name of a schema binds nobody. */
function resolved(schema: Json, document: Json, open: readonly string[] = []): Json {
  if (Array.isArray(schema)) return schema.map((entry) => resolved(entry, document, open));
  if (typeof schema !== 'object' || schema === null) return schema;
  const name = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1];
  if (name !== undefined) {
    // What holds itself is compared once, where it is first reached.
    if (open.includes(name)) return { recursion: open.length - open.indexOf(name) };
    return resolved(document.components?.schemas?.[name] ?? {}, document, [...open, name]);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, resolved(value, document, open)]),
  );
}
