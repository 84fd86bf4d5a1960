import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import multipart from '@fastify/multipart';
import { Problem } from '@pegasus/core/problem.ts';
import { errorCodes, fastify } from 'fastify';
import { LIBRARY_CODES, problemOf } from './problems.ts';

const theirs = async (): Promise<Error[]> => {
  const app = fastify();
  await app.register(multipart);
  const made = [...Object.values(errorCodes), ...Object.values(app.multipartErrors)];
  await app.close();
  return made.map((Code) => new Code());
};
const isRefusal = (error: Error) => {
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500;
};
/** They can only come from code that misuses the library, never from a request. */
const NEVER_FROM_A_REQUEST = [
  'FST_ERR_CTP_INSTANCE_ALREADY_STARTED',
  'FST_ERR_INVALID_URL',
  'FST_ERR_ROUTE_MISSING_CONTENT_TYPE',
  'FST_ERR_ROUTE_MISSING_CONTENT',
];
/** Named by Node's parser and multipart's own code, which export no list. */
const WITHOUT_A_LIST = [
  'HPE_HEADER_OVERFLOW',
  'HPE_CHUNK_EXTENSIONS_OVERFLOW',
  'ERR_HTTP_REQUEST_TIMEOUT',
  'FST_INVALID_JSON_FIELD_ERROR',
];

describe('the table of what libraries refuse', () => {
  test('names every refusal that they know', async () => {
    const missing = (await theirs())
      .filter(isRefusal)
      .map((error) => ('code' in error ? String(error.code) : error.name))
      .filter((code) => !(code in LIBRARY_CODES) && !NEVER_FROM_A_REQUEST.includes(code));
    assert.deepEqual(missing, []);
  });

  test('names nothing that they do not know', async () => {
    const known = new Set((await theirs()).map((error) => 'code' in error && error.code));
    const unknown = Object.keys(LIBRARY_CODES).filter((code) => !known.has(code));
    assert.deepEqual(unknown.sort(), [...WITHOUT_A_LIST].sort());
  });
});

test('a problem stays the problem that it is', () => {
  const problem = new Problem('course-exists');
  assert.equal(problemOf(problem), problem);
});

test('anything unexpected is ours, and keeps its cause', () => {
  const cause = new TypeError('secret words of a lecture');
  const problem = problemOf(cause);
  assert.equal(problem.code, 'internal');
  assert.equal(problem.cause, cause);
  assert.doesNotMatch(JSON.stringify(problem.toDocument()), /secret/);
});
