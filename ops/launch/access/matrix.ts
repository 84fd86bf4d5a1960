import { createHash } from 'node:crypto';
import { type Access, judgeAccess } from '@pegasus/core/access.ts';
import type { Role } from '@pegasus/core/account.ts';
import { type Schema, sampleOf } from './sample.ts';

interface Operation {
  operationId: string;
  'x-access': Access;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** One operation of the document, as a request can be made of it. */
export interface Route {
  name: string;
  method: string;
  path: string;
  access: Access;
  params: string[];
  body: unknown;
  form: Record<string, unknown> | undefined;
  /** Query parameters that must be there, and those that name a thing of somebody. */
  query: Record<string, string>;
  names: string[];
  takesBytes: boolean;
  answersEvents: boolean;
}

const PIECE = Buffer.from('a piece of a recording');
const QUERY: Readonly<Record<string, string>> = {
  sha256: createHash('sha256').update(PIECE).digest('hex'),
  exam: '2999-01-01',
};
/** Query parameters that name a thing by its id, and the name of that id elsewhere. */
const NAMING: Readonly<Record<string, string>> = { lecture: 'lectureId', course: 'courseId' };

export function routesOf({ paths, components }: OpenApi): Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const content = operation.requestBody?.content ?? {};
      const [json, form] = [content['application/json']?.schema, content['multipart/form-data']?.schema];
      return {
        name: operation.operationId,
        method: method.toUpperCase(),
        path,
        access: operation['x-access'],
        params: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
        body: json && sampleOf(json, components.schemas),
        form: form && (sampleOf(form, components.schemas) as Record<string, unknown>),
        query: Object.fromEntries(
          (operation.parameters ?? [])
            .filter((parameter) => parameter.in === 'query' && parameter.required)
            .map(({ name, schema }) => [
              name,
              String(QUERY[name] ?? sampleOf(schema, components.schemas, name)),
            ]),
        ),
        names: (operation.parameters ?? [])
          .filter((parameter) => parameter.in === 'query' && parameter.name in NAMING)
          .map(({ name }) => name),
        takesBytes: 'application/octet-stream' in content,
        answersEvents: Object.values(operation.responses).some(
          ({ content = {} }) => 'text/event-stream' in content,
        ),
      };
    }),
  );
}

export interface Cell {
  route: Route;
  who: string;
  status: number;
  code: string;
  /** Undefined when it is as the rule says. */
  wrong?: string;
}

export interface Ask {
  address: string;
  route: Route;
  ids: Record<string, string>;
  token?: string | undefined;
  /** A query parameter that is to name a thing. */
  naming?: string;
}

export interface Answered {
  status: number;
  code: string;
  /** The text of an answer that is JSON. */
  text: string;
}

/** Sends the request and gives status and problem code; a stream is not read. */
export async function ask({ address, route, ids, token, naming }: Ask): Promise<Answered> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
  const query = { ...route.query, ...(naming ? { [naming]: ids[NAMING[naming] ?? ''] ?? '' } : {}) };
  const search = new URLSearchParams(query).toString();
  const response = await fetch(`${address}${path}${search ? `?${search}` : ''}`, {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(route.takesBytes ? { 'content-type': 'application/octet-stream' } : {}),
    },
    ...(route.takesBytes ? { body: PIECE } : {}),
    ...(route.form ? { body: formOf(route.form, ids) } : {}),
    ...(route.body === undefined ? {} : { body: JSON.stringify(withIds(route.body, ids)) }),
    signal: AbortSignal.timeout(20_000),
  });
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) {
    await response.body?.cancel();
    return { status: response.status, code: '', text: '' };
  }
  const text = await response.text();
  const code = type.includes('problem+json') ? String((JSON.parse(text) as { code: unknown }).code) : '';
  return { status: response.status, code, text };
}

function formOf(fields: Record<string, unknown>, ids: Record<string, string>): FormData {
  const form = new FormData();
  const { file: _, ...rest } = fields;
  for (const [name, value] of Object.entries(withIds(rest, ids) as object)) form.append(name, String(value));
  form.append('file', new Blob(['WEBVTT\n\n00:00.000 --> 00:04.000\nElasticity is a ratio.\n']), 'talk.vtt');
  return form;
}

/** A body names things as a path does: the lecture of another must be as far from reach there. */
function withIds(body: unknown, ids: Record<string, string>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, ids[name] ?? value]));
}

/** What the rule says of somebody without an account, and of each role. */
export function expected(access: Access, role: Role | undefined): string {
  return judgeAccess(access, role);
}

/** Judges an answer by the rule: refused with the very code where it may not, anything else where it may. */
export function judge(
  access: Access,
  role: Role | undefined,
  { status, code }: { status: number; code: string },
) {
  const rule = expected(access, role);
  if (rule !== 'yes')
    return code === rule ? undefined : `must answer ${rule}, and answered ${status} ${code}`;
  const refused = code === 'sign-in-required' || code === 'role-not-allowed' || status >= 500;
  return refused ? `may, and was answered ${status} ${code}` : undefined;
}
