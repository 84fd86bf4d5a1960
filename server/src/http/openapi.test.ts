import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENDPOINT_NAMES, endpoints } from '@pegasus/core/api.ts';
import { type Endpoint, problemsOf } from '@pegasus/core/endpoint.ts';
import { PROBLEMS } from '@pegasus/core/problem.ts';
import { openApiDocument } from './openapi.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, { schema: { properties: object; required: string[] } }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
}
const document = openApiDocument() as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const operationOf = (name: string) => {
  const found = operations.find(({ operation }) => operation.operationId === name);
  assert.ok(found, `${name} is described`);
  return found;
};

describe('the OpenAPI document', () => {
  test('is the same whenever it is made', () => {
    assert.equal(JSON.stringify(openApiDocument()), JSON.stringify(document));
  });

  test('describes every endpoint of the table once, and nothing else', () => {
    assert.match(document.openapi, /^3\.1\./);
    assert.deepEqual(
      operations.map(({ operation }) => operation.operationId).sort(),
      [...ENDPOINT_NAMES].sort(),
    );
  });

  test('points only to what is in it', () => {
    const targets = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target);
    assert.ok(targets.length > 20);
    for (const target of new Set(targets)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(target ?? '')?.[1] ?? '';
      assert.ok(name in document.components.schemas, `${target} is there`);
    }
  });

  test('keeps no identifier that would make a reference resolve elsewhere', () => {
    assert.doesNotMatch(JSON.stringify(document), /"\$(id|schema|defs)"/);
  });

  for (const { path, operation } of operations) {
    test(`declares every parameter in the path of ${operation.operationId}, and no other`, () => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        declared.map(({ name }) => name),
        inPath,
      );
      assert.ok(declared.every(({ required }) => required));
    });

    test(`has for ${operation.operationId} exactly the statuses that its row of the table gives`, () => {
      const name = operation.operationId as keyof typeof endpoints;
      const endpoint: Endpoint = endpoints[name];
      const statuses = new Set([
        endpoint.status,
        ...(endpoint.statusWhenFailing ? [endpoint.statusWhenFailing] : []),
        ...(endpoint.answer === 'bytes' ? [206, 307] : []),
        ...problemsOf(endpoint).map((code) => PROBLEMS[code].status),
      ]);
      assert.deepEqual(Object.keys(operation.responses), [...statuses].map(String).sort());
    });
  }

  test('asks for a form with a file where a recording is handed in', () => {
    const { content } = operationOf('createLecture').operation.requestBody ?? { content: {} };
    const schema = content['multipart/form-data']?.schema;
    assert.deepEqual(Object.keys(schema?.properties ?? {}), ['courseId', 'preset', 'title', 'file']);
    assert.deepEqual(schema?.required, ['courseId', 'preset', 'file']);
  });

  test('names the codes that share a status', () => {
    const conflict = operationOf('createCourse').operation.responses['409'];
    assert.match(conflict?.description ?? '', /`course-exists`/);
    assert.deepEqual(conflict?.content?.['application/problem+json']?.schema, {
      allOf: [{ $ref: '#/components/schemas/Problem' }],
      properties: { code: { enum: ['course-exists', 'idempotency-key-busy'] } },
    });
  });

  test('keeps both answers of an endpoint whose failing has the status of a problem', () => {
    const failing = operationOf('ready').operation.responses['503'];
    assert.deepEqual(Object.keys(failing?.content ?? {}), ['application/json', 'application/problem+json']);
  });
});
