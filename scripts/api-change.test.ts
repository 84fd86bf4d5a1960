import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakingApiChanges } from './api-change.ts';
import { describeDrift, findDrift } from './schema-drift.ts';

const string = { type: 'string' };
const lecture = { type: 'object', properties: { id: string, title: string }, required: ['id'] };

function api(change: (document: ReturnType<typeof fresh>) => void = () => undefined) {
  const document = fresh();
  change(document);
  return document;
}

/** A small API: one operation that asks for something of every kind. */
function fresh() {
  return {
    info: { 'x-api-version': 1 } as Record<string, unknown>,
    paths: {
      '/lectures': {
        post: {
          operationId: 'createLecture',
          parameters: [
            { name: 'limit', in: 'query', required: false, schema: { type: 'integer' } },
          ] as object[],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', properties: { preset: string } as object, required: ['preset'] },
              },
            },
          },
          responses: {
            202: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Lecture' } } } },
            404: { content: { 'application/problem+json': { schema: string } } },
          } as Record<string, object>,
        },
      } as Record<string, object>,
    } as Record<string, Record<string, ReturnType<typeof Object>>>,
    components: { schemas: { Lecture: structuredClone(lecture) } as Record<string, typeof lecture> },
  };
}

const post = (document: ReturnType<typeof fresh>) => document.paths['/lectures']?.post;

const harmless: [string, (document: ReturnType<typeof fresh>) => void][] = [
  ['nothing at all', () => undefined],
  ['another path', (to) => Object.assign(to.paths, { '/courses': { get: {} } })],
  [
    'a parameter that may be left out',
    (to) => post(to).parameters.push({ name: 'q', in: 'query', schema: string }),
  ],
  [
    'a further problem, and one less',
    (to) => Object.assign(post(to).responses, { 404: undefined, 409: { content: {} } }),
  ],
  [
    'a field that may be left out, in request and answer',
    (to) => {
      Object.assign(post(to).requestBody.content['application/json'].schema.properties, { hint: string });
      Object.assign(to.components.schemas.Lecture?.properties ?? {}, { hint: string });
    },
  ],
  [
    'a field of a request that need not be there any more',
    (to) => Object.assign(post(to).requestBody.content['application/json'].schema, { required: [] }),
  ],
  [
    'another name for a schema',
    (to) => {
      to.components.schemas.Talk = structuredClone(lecture);
      post(to).responses[202].content['application/json'].schema.$ref = '#/components/schemas/Talk';
    },
  ],
];
for (const [what, change] of harmless) {
  test(`it breaks nobody: ${what}`, () => assert.deepEqual(breakingApiChanges(api(), api(change)), []));
}

const breaking: [string, (document: ReturnType<typeof fresh>) => void, RegExp][] = [
  [
    'a path that is gone',
    (to) => Reflect.deleteProperty(to.paths, '/lectures'),
    /^POST \/lectures: is gone$/,
  ],
  [
    'a client’s method with another name',
    (to) => Object.assign(post(to), { operationId: 'add' }),
    /now called add/,
  ],
  [
    'an operation that asks for credentials',
    (to) => Object.assign(post(to), { security: [{}] }),
    /credentials/,
  ],
  ['a parameter that is gone', (to) => post(to).parameters.pop(), /query limit: is gone/],
  [
    'a parameter that must be there',
    (to) => post(to).parameters.push({ name: 'q', in: 'query', required: true, schema: string }),
    /query q: is new and must be there/,
  ],
  [
    'a field that a request must carry',
    (to) => post(to).requestBody.content['application/json'].schema.required.push('title'),
    /request\/title: is new and must be there/,
  ],
  ['another status', (to) => Reflect.deleteProperty(post(to).responses, '202'), /202: is no more answered/],
  [
    'a field of the answer that is gone, behind a reference',
    (to) => Reflect.deleteProperty(to.components.schemas.Lecture?.properties ?? {}, 'title'),
    /202\/title: is gone/,
  ],
  [
    'a field of the answer that may be missing',
    (to) => to.components.schemas.Lecture?.required.pop(),
    /202\/id: may now be missing/,
  ],
];
for (const [what, change, message] of breaking) {
  test(`it is told: ${what}`, () => {
    const found = breakingApiChanges(api(), api(change));
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', message);
  });
}

test('a schema that holds itself is compared to its end', () => {
  const tree = (leaf: object) => ({
    ...api((to) => Object.assign(to.components.schemas.Lecture?.properties ?? {}, { part: leaf })),
  });
  const itself = { $ref: '#/components/schemas/Lecture' };
  assert.deepEqual(breakingApiChanges(tree(itself), tree(itself)), []);
  assert.match(breakingApiChanges(tree(itself), tree(string))[0] ?? '', /part/);
});

test('a break is refused under its version, and allowed with a raised one', async () => {
  const gone = (to: ReturnType<typeof fresh>) => Reflect.deleteProperty(to.paths, '/lectures');
  const path = 'docs/api/openapi.json';
  const bases = [{ name: 'release v1', read: async () => JSON.stringify(api()) }];
  const [drift] = await findDrift([{ path, text: JSON.stringify(api(gone)) }], bases);
  assert.ok(drift);
  assert.match(
    describeDrift(drift),
    /compared with release v1:\n.*is gone\n.*API_VERSION in core\/src\/api\.ts/,
  );
  const raised = api((to) => {
    gone(to);
    to.info['x-api-version'] = 2;
  });
  assert.deepEqual(await findDrift([{ path, text: JSON.stringify(raised) }], bases), []);
});
