import type { z } from 'zod';
import type { LectureEvent } from './answers.ts';
import {
  type AnswerOf,
  ENDPOINT_NAMES,
  type EndpointName,
  endpoints,
  type Given,
  type RequestPart,
  type TakesBytes,
} from './api.ts';
import type { Endpoint } from './endpoint.ts';
import { type FollowPace, followEvents } from './follow.ts';
import { Problem, type ProblemCode, ProblemDocument } from './problem.ts';

/** A file to hand in. `content` is a Blob, so that browser and Node stream it from where it lies. */
export interface ChosenFile {
  name: string;
  content: Blob;
}

type Parts<Name extends EndpointName> = {
  [Part in RequestPart as Given<Name, Part> extends undefined ? never : Part]: Given<Name, Part>;
};
/** A part in which nothing must be given need not be given. */
type Relaxed<T> = { [Key in keyof T as object extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as object extends T[Key] ? Key : never]?: T[Key] | undefined;
};
type File<Name extends EndpointName> = Given<Name, 'form'> extends undefined ? object : { file: ChosenFile };
type Content<Name extends EndpointName> =
  TakesBytes<Name> extends true ? { content: Uint8Array<ArrayBuffer> | Blob } : object;

/** What a call of an endpoint is given: the parts that the table names, and how the request is made. */
export type CallOf<Name extends EndpointName> = Relaxed<Parts<Name>> &
  File<Name> &
  Content<Name> & {
    signal?: AbortSignal | undefined;
    /** Further request headers, such as `range`. */
    headers?: Record<string, string> | undefined;
  };

/** What a call gives back: the parsed answer; for bytes the open response; for events the events. */
export type ResultOf<Name extends EndpointName> =
  AnswerOf<Name> extends infer Answer
    ? Answer extends z.ZodType
      ? Promise<z.output<Answer>>
      : Answer extends 'bytes'
        ? Promise<Response>
        : Answer extends 'events'
          ? AsyncIterable<LectureEvent>
          : Answer extends 'text'
            ? Promise<string>
            : Promise<void>
    : never;

/** One method for each endpoint of the table. Every failure is a thrown Problem; an abort stays an abort. */
export type Client = {
  [Name in EndpointName]: (
    ...call: object extends CallOf<Name> ? [call?: CallOf<Name>] : [call: CallOf<Name>]
  ) => ResultOf<Name>;
};

export interface ClientOptions {
  /** Such as `http://localhost:4600`; empty means where the page came from. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  /** Headers of every request, asked for at each, such as the token of an app. */
  headers?: () => Record<string, string>;
  follow?: Partial<FollowPace>;
}

/** What any call may hold, whatever the endpoint. */
interface AnyCall extends Partial<Record<RequestPart, Record<string, unknown> | undefined>> {
  file?: ChosenFile;
  content?: Uint8Array<ArrayBuffer> | Blob;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string> | undefined;
}

export function createClient({ baseUrl, fetch = globalThis.fetch, headers, follow }: ClientOptions): Client {
  const base = baseUrl.replace(/\/+$/, '');
  const send = async (endpoint: Endpoint, call: AnyCall): Promise<Response> => {
    const response = await request(fetch, base, endpoint, {
      ...call,
      headers: { ...headers?.(), ...call.headers },
    });
    if (response.ok || response.status === endpoint.statusWhenFailing) return response;
    throw await problemOf(response);
  };
  const methods = ENDPOINT_NAMES.map((name) => {
    const endpoint: Endpoint = endpoints[name];
    const method = (call: AnyCall = {}) =>
      endpoint.answer === 'events'
        ? followEvents((signal) => send(endpoint, { ...call, signal }), call.signal, follow)
        : send(endpoint, call).then((response) => read(response, endpoint));
    return [name, method];
  });
  // The loop over the table cannot carry the type of each entry; `Client` says the same of them, by name.
  return Object.fromEntries(methods) as Client;
}

async function read(response: Response, { answer }: Endpoint): Promise<unknown> {
  if (answer === undefined) return undefined;
  if (answer === 'bytes') return response;
  // Where it leads is for a browser to go; there is nothing to read.
  if (answer === 'redirect') return undefined;
  if (answer === 'text') return response.text();
  if (answer === 'events') throw new Problem('internal', 'Events are followed and not read.');
  const parsed = answer.safeParse(await readJson(response));
  if (parsed.success) return parsed.data;
  throw new Problem('internal', 'The answer of the server is not in the expected form.', {
    cause: parsed.error,
  });
}

async function request(
  fetch: typeof globalThis.fetch,
  base: string,
  { method, path, answer }: Endpoint,
  { params = {}, query = {}, body, form, file, content, signal, headers }: AnyCall,
): Promise<Response> {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams(textEntries(query)).toString();
  const accept =
    answer === 'events' ? 'text/event-stream' : 'application/json, application/problem+json, */*;q=0.5';
  try {
    return await fetch(`${base}${address}${search ? `?${search}` : ''}`, {
      method,
      headers: {
        accept,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(content ? { 'content-type': 'application/octet-stream' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(form && file ? { body: formData(form, file) } : {}),
      ...(content ? { body: content } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem('server-unreachable', undefined, { cause: error });
  }
}

function formData(fields: Record<string, unknown>, { name, content }: ChosenFile): FormData {
  const data = new FormData();
  for (const [key, value] of textEntries(fields)) data.append(key, value);
  // Last, because the server reads the fields before it takes the file.
  data.append('file', content, name);
  return data;
}

function textEntries(values: Record<string, unknown>): [string, string][] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, String(value)]);
}

async function problemOf(response: Response): Promise<Problem> {
  const document = ProblemDocument.safeParse(await readJson(response));
  if (document.success) return Problem.from(document.data);
  const code = FROM_OTHERS[response.status] ?? 'internal';
  return new Problem(code, `The server answered ${response.status} without saying why.`);
}

/** What stands between us and the server answers in words of its own; its status still says what it means. */
const FROM_OTHERS: Readonly<Record<number, ProblemCode>> = {
  408: 'request-timeout',
  413: 'request-too-large',
  429: 'not-ready',
  502: 'server-unreachable',
  503: 'not-ready',
  504: 'server-unreachable',
};

/** Undefined when the body is not JSON; the schema that it is parsed with says so then. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
