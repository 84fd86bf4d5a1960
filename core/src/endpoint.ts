import type { z } from 'zod';
import { ACCESS_RULES, type Access } from './access.ts';
import type { ProblemCode } from './problem.ts';

/** One row of the table of endpoints: all that route, document and client need to know of it. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** One line for the OpenAPI document. */
  summary: string;
  /** Who may call. A route without a rule does not compile. */
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** JSON body. */
  body?: z.ZodObject;
  /** Multipart form: these fields first, then one file part called `file`. */
  form?: z.ZodObject;
  /** The body is bytes as they are, of media type `application/octet-stream`. */
  content?: 'bytes';
  /** Largest JSON body, where the server's own limit is too small. */
  bodyBytes?: number;
  /** Status of success. */
  status: 200 | 201 | 202 | 204 | 303;
  /** Status of the same answer when its field `status` says `failing`. */
  statusWhenFailing?: 503;
  /** JSON answer; `bytes`, `events` and `text` are streams of that kind, `redirect` is for browsers; absent for 204. */
  answer?: z.ZodType | 'bytes' | 'events' | 'text' | 'redirect';
  /**
   * The endpoint that tells again what this one made or changed: of the same parameters, or of the id of what
   * was made. With it, a request whose answer was lost is answered when it is sent again with its key.
   */
  retold?: string;
  /** Problem codes that this endpoint answers beyond those that every endpoint can. */
  problems: readonly ProblemCode[];
}

const EVERYWHERE: readonly ProblemCode[] = [
  'request-invalid',
  'host-not-allowed',
  'request-timeout',
  'headers-too-large',
  'too-many-requests',
  'not-ready',
  'database-unavailable',
  'storage-unavailable',
  'internal',
];
const WHERE_STATE_CHANGES: readonly ProblemCode[] = [
  'origin-not-allowed',
  'media-type-unsupported',
  'request-too-large',
  'disk-full',
];

const WHERE_KEYS_COUNT: readonly ProblemCode[] = ['idempotency-key-reused', 'idempotency-key-busy'];

/** Names the header with which a request may be sent again without taking effect again. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** Whether a request may carry a key: what a user makes or starts, and is answered in JSON or not at all. */
export function takesKey({ method, access, answer }: Endpoint): boolean {
  return method === 'POST' && access === 'owner' && typeof answer !== 'string';
}

/** Every problem that an endpoint can answer: its own, and those that come with what it is. */
export function problemsOf(endpoint: Endpoint): ProblemCode[] {
  const changing = endpoint.method === 'GET' ? [] : WHERE_STATE_CHANGES;
  const keyed = takesKey(endpoint) ? WHERE_KEYS_COUNT : [];
  return [
    ...new Set([...endpoint.problems, ...refusals(endpoint.access), ...EVERYWHERE, ...changing, ...keyed]),
  ];
}

/** What the rule of access can answer to whoever may not. */
function refusals(access: Access): ProblemCode[] {
  const { roles } = ACCESS_RULES[access];
  return roles === 'anybody' ? [] : ['sign-in-required', 'role-not-allowed'];
}
