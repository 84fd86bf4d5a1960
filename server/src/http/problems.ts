import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Endpoint, problemsOf } from '@pegasus/core/endpoint.ts';
import { Problem, type ProblemCode, toProblem } from '@pegasus/core/problem.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TooMany } from '../limits/rate-limits.ts';
import { currentTrace } from '../tracing.ts';
import { apiHeaders } from './headers.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What the libraries under us call their refusals, and what we call them. Anything else of theirs is our fault. */
export const LIBRARY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_NOT_FOUND: 'not-found',
  FST_ERR_VALIDATION: 'request-invalid',
  FST_ERR_BAD_URL: 'request-invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'request-invalid',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request-invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request-invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request-invalid',
  FST_PARTS_LIMIT: 'request-invalid',
  FST_FILES_LIMIT: 'request-invalid',
  FST_FIELDS_LIMIT: 'request-invalid',
  FST_PROTO_VIOLATION: 'request-invalid',
  FST_REQ_FILE_TOO_LARGE: 'recording-too-large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'media-type-unsupported',
  FST_INVALID_JSON_FIELD_ERROR: 'request-invalid',
  FST_MP_PREMATURE_CLOSE: 'request-invalid',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'request-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = LIBRARY_CODES[codeOf(error)];
  return code ? new Problem(code, undefined, { cause: error }) : toProblem(error);
}

/** Answers a failure. What a person on call must know is logged with its cause; the answer never holds it. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint?: Endpoint,
): void {
  const problem = problemOf(error);
  const { code, entry } = problem;
  const line = { code, err: problem.cause ?? problem };
  if (entry.page) request.log.error(line, 'request failed');
  else request.log.debug(line, 'request refused');
  if (endpoint && !problemsOf(endpoint).includes(code)) {
    request.log.warn({ code, route: endpoint.path }, 'the table of endpoints does not name this problem');
  }
  if (problem instanceof TooMany) reply.header('retry-after', problem.seconds);
  if (code === 'sign-in-required') reply.header('www-authenticate', 'Bearer');
  reply
    .code(entry.status)
    .headers(apiHeaders)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem.toDocument({ requestId: request.id, ...currentTrace() })));
}

/** Answers what is no HTTP request at all, or was cut off by a limit of the parser: there is only a socket. */
export function refuseConnection(error: unknown, socket: Socket): void {
  if (codeOf(error) === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code = LIBRARY_CODES[codeOf(error)] ?? 'request-invalid';
  const problem = new Problem(code);
  const body = JSON.stringify(problem.toDocument({ requestId: randomUUID() }));
  const { status } = problem.entry;
  const headers = {
    ...apiHeaders,
    'content-type': PROBLEM_TYPE,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
