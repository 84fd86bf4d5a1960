import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENDPOINT_NAMES, endpoints } from '@pegasus/core/api.ts';
import { createClient } from '@pegasus/core/client.ts';
import { z } from 'zod';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { type Product, startProduct } from './product.ts';
import { copyCode, runScript } from './project-copy.ts';

const SCHEMAS = 'docs/schemas';
const OPENAPI = 'docs/api/openapi.json';
/** The artifact whose schema is changed in a copy, to see what happens. */
const CHANGED = {
  name: 'key-terms',
  file: 'core/src/artifacts/key-terms.ts',
  field: '  term: z.string().min(1),\n',
};

const API = { file: 'core/src/api.ts', name: 'API_VERSION' };
/** What holds the artifacts of a lecture, and so changes when they do. */
const HOLDERS = [{ file: 'core/src/lecture-file.ts', name: 'LECTURE_FILE_VERSION' }, API];

/** The endpoint that is moved in a copy. */
const MOVED = {
  file: 'core/src/endpoints/materials.ts',
  from: "path: '/api/presets',",
  to: "path: '/api/styles',",
};
/** Whoever proves it need not have a name in git. */
const AS_SOMEBODY = [
  '-c',
  'user.name=Launch',
  '-c',
  'user.email=launch@localhost',
  '-c',
  'commit.gpgsign=false',
];

/** What this server, which has no accounts, refuses, and what cannot be asked without saying what is sought. */
const NOT_ASKED = new Set<string>(
  ENDPOINT_NAMES.filter((name) => {
    const { problems, query }: { problems: readonly string[]; query?: z.ZodType } = endpoints[name];
    return problems.includes('accounts-off') || query?.safeParse({}).success === false;
  }),
);

export const schemaDrift: LaunchItem = {
  id: '3.2',
  title: 'Schema drift',
  endpoint: 'GET /api/openapi.json, docs/schemas/*.schema.json, core/src/client.ts; npm run generate',
  sabotages: [
    {
      breaks: 'an artifact demands a new field under its old version',
      file: 'core/src/artifacts/flashcards.ts',
      find: 'const cardFields = { ...itemFields,',
      replace: 'const cardFields = { ...itemFields, hint: z.string().min(1),',
    },
    {
      breaks: 'an endpoint moves, and the document and its readers are not told',
      file: 'core/src/endpoints/materials.ts',
      find: "path: '/api/presets',",
      replace: "path: '/api/styles',",
    },
    {
      breaks: 'the check lets a new required field pass',
      file: 'scripts/schema-change.ts',
      find: 'if (!Object.hasOwn(old, name)) changes.push(',
      replace: "if (name === '') changes.push(",
    },
    {
      breaks: 'the check lets an operation of the API go',
      file: 'scripts/api-change.ts',
      find: 'after.paths?.[path]?.[method];',
      replace: 'after.paths?.[path]?.[method] ?? operation;',
    },
  ],
  async prove(context) {
    await proveFresh(context);
    await proveRefused(context);
    await proveApiRefused(context);
    const product = await startProduct(context);
    try {
      await proveTrue(product, context);
    } finally {
      await product.stop();
    }
  },
};

/** What is kept is what the code generates now. */
async function proveFresh({ root, signal, note }: LaunchContext): Promise<void> {
  for (const words of [['scripts/schema-drift.ts'], ['scripts/generate.ts', '--check']]) {
    const { code, output } = await runScript(root, words, signal);
    assert.equal(code, 0, `${words.join(' ')}: ${output}`);
    note(`${words.join(' ')}: ${output.trim().split('\n').at(-1)}`);
  }
}

/** In a copy of the project: a breaking change is refused until the version is raised. */
async function proveRefused({ root, scratch, signal, note }: LaunchContext): Promise<void> {
  const copy = join(scratch, 'copy');
  await copyCode(root, copy);
  const path = join(copy, CHANGED.file);
  const original = await readFile(path, 'utf8');
  assert.ok(original.includes(CHANGED.field), `The change fits ${CHANGED.file}.`);
  const version = Number(/version: (\d+),/.exec(original)?.[1]);
  const schemaFile = (of: number) => join(copy, SCHEMAS, `${CHANGED.name}.v${of}.schema.json`);
  const kept = await readFile(schemaFile(version), 'utf8');

  await writeFile(path, original.replace(CHANGED.field, `${CHANGED.field}  hint: z.string().optional(),\n`));
  const harmless = await runScript(copy, ['scripts/schema-drift.ts'], signal);
  assert.equal(harmless.code, 0, `A new optional field is allowed: ${harmless.output}`);
  note(`A new optional field of ${CHANGED.name} needs no new version.`);

  const broken = original.replace(CHANGED.field, `${CHANGED.field}  hint: z.string(),\n`);
  await writeFile(path, broken);
  const drift = await runScript(copy, ['scripts/schema-drift.ts'], signal);
  assert.equal(drift.code, 1, 'A new required field under the same version fails.');
  assert.match(
    drift.output,
    new RegExp(`${CHANGED.name}\\.v${version}.*\\n.*hint: is new and must be there`),
  );
  const refused = await runScript(copy, ['scripts/generate.ts'], signal);
  assert.equal(refused.code, 1, 'It is not generated either.');
  assert.equal(await readFile(schemaFile(version), 'utf8'), kept, 'The kept schema is not written over.');
  note(`A new required field is refused:\n${drift.output.trimEnd().replaceAll(/^/gm, '    ')}`);

  await writeFile(path, broken.replace(`version: ${version},`, `version: ${version + 1},`));
  const within = await runScript(copy, ['scripts/schema-drift.ts'], signal);
  assert.equal(within.code, 1, 'The lecture file holds the artifact, and its version was not raised.');
  assert.match(within.output, /lecture-file\.v\d+[\s\S]*hint: is new and must be there/);
  for (const constant of HOLDERS) await raise(copy, constant);
  const raised = await runScript(copy, ['scripts/schema-drift.ts'], signal);
  assert.equal(raised.code, 0, `With a raised version it is allowed: ${raised.output}`);
  const generated = await runScript(copy, ['scripts/generate.ts'], signal);
  assert.equal(generated.code, 0, generated.output);
  assert.match(await readFile(schemaFile(version + 1), 'utf8'), /"hint"/);
  assert.equal(await readFile(schemaFile(version), 'utf8'), kept, 'The old version stays as it was.');
  note(
    `With version ${version + 1} it is generated beside version ${version}, which stays byte for byte.\nThe lecture file that holds it, and the API that takes such files, are raised with it.`,
  );
}

/** In a copy: an operation that goes is refused, also where the kept document was deleted after a release. */
async function proveApiRefused({ root, scratch, signal, note }: LaunchContext): Promise<void> {
  const copy = join(scratch, 'api');
  await copyCode(root, copy);
  const git = (...words: string[]) => execFileSync('git', [...AS_SOMEBODY, ...words], { cwd: copy });
  git('init', '--quiet');
  git('add', OPENAPI);
  git('commit', '--quiet', '--message', 'The API as it was released.');
  git('tag', 'v0.0.1');

  const path = join(copy, MOVED.file);
  const original = await readFile(path, 'utf8');
  assert.ok(original.includes(MOVED.from), `The change fits ${MOVED.file}.`);
  await writeFile(path, original.replace(MOVED.from, MOVED.to));
  const refused = await runScript(copy, ['scripts/generate.ts'], signal);
  assert.equal(refused.code, 1, 'A document whose readers would break is not generated.');
  assert.match(refused.output, /GET \/api\/presets: is gone/);
  await rm(join(copy, OPENAPI));
  const deleted = await runScript(copy, ['scripts/generate.ts'], signal);
  assert.equal(deleted.code, 1, 'Deleting the kept document does not help once it was released.');
  assert.match(deleted.output, /compared with release v0\.0\.1:\n.*GET \/api\/presets: is gone/);
  note(`An operation that moves is refused:\n${deleted.output.trimEnd().replaceAll(/^/gm, '    ')}`);

  await raise(copy, API);
  const raised = await runScript(copy, ['scripts/generate.ts'], signal);
  assert.equal(raised.code, 0, `With a raised version it is allowed: ${raised.output}`);
  note('With a raised API_VERSION it is generated.');
}

/** In a copy: a version that stands as a constant goes up by one. */
async function raise(copy: string, { file, name }: typeof API): Promise<void> {
  const path = join(copy, file);
  const text = await readFile(path, 'utf8');
  const raised = text.replace(
    new RegExp(`${name} = (\\d+)`),
    (_, version) => `${name} = ${Number(version) + 1}`,
  );
  assert.notEqual(raised, text, `${name} stands in ${file}.`);
  await writeFile(path, raised);
}

/** The running server, the typed client and the kept documents say the same. */
async function proveTrue({ client, address }: Product, context: LaunchContext): Promise<void> {
  const { root, signal, note } = context;
  const document = Document.parse(JSON.parse(await readFile(join(root, OPENAPI), 'utf8')));
  const served = Document.parse(await getJson(`${address}/api/openapi.json`, signal));
  assert.deepEqual(served, document, 'The server tells the document that is kept.');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  assert.deepEqual(
    operations.map(({ operationId }) => operationId).sort(),
    Object.keys(createClient({ baseUrl: address })).sort(),
    'The client has a method for each operation and no other.',
  );
  note(
    `The client has the ${operations.length} methods that the document names, and the server tells the same.`,
  );

  const file = join(root, 'fixtures/transcripts/cells-1-membranes.json');
  const lecture = await handIn(client, context, { file, courseName: 'Schemas', preset: 'exam' });
  assert.equal(lecture.state, 'ready', `The lecture is ${lecture.state}: ${lecture.problem?.title}`);
  const ids: Record<string, string> = { lectureId: lecture.id, courseId: lecture.courseId };
  const answered: string[] = [];
  for (const { path, method, operationId, responses } of operations) {
    const schema = responses['200']?.content?.['application/json']?.schema;
    const open = [...path.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => !(name in ids));
    if (method !== 'get' || !schema || open) continue;
    if (NOT_ASKED.has(operationId)) continue;
    const place = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
    const answer = await getJson(`${address}${place}`, signal);
    const parsed = readSchema(schema, document).safeParse(answer);
    assert.ok(parsed.success, `${path} answers otherwise than its schema: ${parsed.error?.message}`);
    answered.push(operationId);
  }
  assert.ok(answered.includes('listArtifacts') && answered.includes('getTranscript'));
  note(`The answers of ${answered.join(', ')} fit the schemas of the document.`);
  await proveBodies(client, lecture.id, context);
}

/** Every stored artifact fits the schema that is kept for its type and version. */
async function proveBodies(
  client: Product['client'],
  lectureId: string,
  { root, signal, note }: LaunchContext,
): Promise<void> {
  const { items } = await client.listArtifacts({ params: { lectureId }, signal });
  for (const { artifact } of items) {
    const name = `${artifact.type}.v${artifact.version}.schema.json`;
    const schema = JSON.parse(await readFile(join(root, SCHEMAS, name), 'utf8'));
    const parsed = z.fromJSONSchema(schema).safeParse(artifact.body);
    assert.ok(parsed.success, `${artifact.type} does not fit ${name}: ${parsed.error?.message}`);
  }
  assert.ok(items.length > 0, 'There are artifacts.');
  note(`${items.map(({ artifact }) => artifact.type).join(', ')} fit their schemas in ${SCHEMAS}.`);
}

const Document = z.object({
  openapi: z.string(),
  info: z.unknown(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        responses: z.record(
          z.string(),
          z.looseObject({
            content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional(),
          }),
        ),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

/** A schema of the document, with what it refers to, as a reader of the document would build it. */
function readSchema(schema: unknown, { components }: z.infer<typeof Document>): z.ZodType {
  const whole = { ...(schema as object), $defs: components.schemas };
  return z.fromJSONSchema(JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')));
}

async function getJson(address: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(address, { signal });
  assert.ok(response.ok, `${address} answers ${response.status}.`);
  return response.json();
}
