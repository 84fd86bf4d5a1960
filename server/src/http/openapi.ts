import { ACCESS_RULES } from '@pegasus/core/access.ts';
import {
  Account,
  AppTokens,
  Device,
  Invitation,
  MediaLink,
  Person,
  SignInFacts,
} from '@pegasus/core/account.ts';
import { LectureEvent, LectureExport, PresetCard, ShownArtifact } from '@pegasus/core/answers.ts';
import { API_VERSION, ENDPOINT_NAMES, type EndpointName, endpoints } from '@pegasus/core/api.ts';
import { Artifact, QualityReport } from '@pegasus/core/artifacts/define.ts';
import { Block, OutlineNode } from '@pegasus/core/block.ts';
import { Course } from '@pegasus/core/course.ts';
import { type Endpoint, IDEMPOTENCY_KEY, problemsOf, takesKey } from '@pegasus/core/endpoint.ts';
import { Health } from '@pegasus/core/health.ts';
import { Lecture } from '@pegasus/core/lecture.ts';
import { PROBLEMS, type ProblemCode, ProblemDocument } from '@pegasus/core/problem.ts';
import { Progress, StageRun } from '@pegasus/core/stage-run.ts';
import { Segment, Transcript } from '@pegasus/core/transcript.ts';
import { Finalised, LiveProgress, Moment, Upload, UploadPiece } from '@pegasus/core/upload/upload.ts';
import { z } from 'zod';
import server from '../../package.json' with { type: 'json' };

type Json = Record<string, unknown>;

/** Schemas that have a name of their own in the document; all others stand where they are used. */
const NOUNS: Record<string, z.ZodType> = {
  Account,
  AppTokens,
  Artifact,
  Block,
  Course,
  Device,
  Finalised,
  Health,
  Invitation,
  Lecture,
  LectureEvent,
  LectureExport,
  MediaLink,
  LiveProgress,
  Moment,
  OutlineNode,
  Person,
  PresetCard,
  Problem: ProblemDocument,
  Progress,
  QualityReport,
  Segment,
  ShownArtifact,
  SignInFacts,
  StageRun,
  Transcript,
  Upload,
  UploadPiece,
};

/** The table of endpoints as an OpenAPI 3.1 document. The same table gives the same document, byte for byte. */
export function openApiDocument(): Json {
  const names = new Map(Object.entries(NOUNS).map(([name, schema]) => [schema, name]));
  for (const name of ENDPOINT_NAMES) {
    const { answer }: Endpoint = endpoints[name];
    if (typeof answer === 'object' && !names.has(answer)) names.set(answer, `${capitalize(name)}Answer`);
  }
  const paths: Record<string, Json> = {};
  for (const name of ENDPOINT_NAMES) {
    const endpoint: Endpoint = endpoints[name];
    paths[endpoint.path] ??= {};
    Object.assign(paths[endpoint.path] ?? {}, {
      [endpoint.method.toLowerCase()]: describeOperation(name, endpoint, names),
    });
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Pegasus',
      version: server.version,
      'x-api-version': API_VERSION,
      description:
        'Turns a recorded lecture into revision material. Failures are `application/problem+json`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: describeSchemas(names), securitySchemes: SECURITY },
  };
}

function describeOperation(name: EndpointName, endpoint: Endpoint, names: Map<z.ZodType, string>): Json {
  const parameters = [
    ...describeParameters('path', endpoint.params),
    ...describeParameters('query', endpoint.query),
    ...(endpoint.answer === 'bytes' ? [RANGE] : []),
    ...(takesKey(endpoint) ? [KEY] : []),
  ];
  const body = describeBody(endpoint);
  return {
    operationId: name,
    summary: endpoint.summary,
    'x-access': endpoint.access,
    security: ACCESS_RULES[endpoint.access].roles === 'anybody' ? [] : [{ token: [] }, { cookie: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: together(describeAnswer(endpoint, names), describeProblems(problemsOf(endpoint))),
  };
}

/** Where accounts are on: an app sends its token, a browser its cookie. Where they are off, neither is needed. */
const SECURITY = {
  token: { type: 'http', scheme: 'bearer' },
  cookie: { type: 'apiKey', in: 'cookie', name: '__Host-pegasus-session' },
};

const RANGE = {
  name: 'Range',
  in: 'header',
  required: false,
  description: 'One range of bytes, such as `bytes=0-999`.',
  schema: { type: 'string' },
};

const KEY = {
  name: IDEMPOTENCY_KEY,
  in: 'header',
  required: false,
  description:
    'Any text of your own, new for each request: sent again with the same key, the request takes no effect again and gets the same answer.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

function describeParameters(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = describeInput(schema);
  return Object.entries(properties as Json).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (required as string[]).includes(name),
    schema: property,
  }));
}

function describeBody({ body, form, content }: Endpoint): Json | undefined {
  if (content) return { 'application/octet-stream': {} };
  if (body) return { 'application/json': { schema: describeInput(body) } };
  if (!form) return undefined;
  const { properties = {}, required = [], ...rest } = describeInput(form);
  const file = {
    description: 'The last part of the form.',
    type: 'string',
    contentMediaType: 'application/octet-stream',
  };
  return {
    'multipart/form-data': {
      schema: {
        ...rest,
        properties: { ...(properties as Json), file },
        required: [...(required as string[]), 'file'],
      },
    },
  };
}

function describeAnswer(endpoint: Endpoint, names: Map<z.ZodType, string>): Record<string, Response> {
  const { answer, status, statusWhenFailing } = endpoint;
  const content = (type: string, schema: Json) => ({ content: { [type]: { schema } } });
  if (answer === undefined) return { [status]: { description: 'Done.' } };
  if (answer === 'redirect') return { [status]: { description: 'Where the browser goes on.' } };
  if (answer === 'text')
    return { [status]: { description: 'Text.', ...content('text/plain', { type: 'string' }) } };
  if (answer === 'events') {
    const description = 'Server-sent events called `lecture`, each with a LectureEvent as JSON in its data.';
    return { [status]: { description, ...content('text/event-stream', { type: 'string' }) } };
  }
  if (answer === 'bytes') {
    const file = content('application/octet-stream', {});
    return {
      [status]: { description: 'The file, with its own media type.', ...file },
      206: { description: 'The part that was asked for.', ...file },
      307: { description: 'At the store, for some minutes, where the server is set so.' },
    };
  }
  const json = content('application/json', { $ref: `#/components/schemas/${names.get(answer)}` });
  return {
    [status]: { description: 'Done.', ...json },
    ...(statusWhenFailing ? { [statusWhenFailing]: { description: 'Something fails.', ...json } } : {}),
  };
}

/** One response a status, naming the codes that share it. */
function describeProblems(codes: ProblemCode[]): Record<string, Response> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join(' '),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [{ $ref: '#/components/schemas/Problem' }],
              properties: { code: { enum: group } },
            },
          },
        },
      },
    ]),
  );
}

interface Response {
  description: string;
  content?: Record<string, { schema: Json }>;
}

/** A status that both an answer and a problem have keeps both, told apart by their media type. */
function together(answers: Record<string, Response>, problems: Record<string, Response>) {
  const all = { ...answers, ...problems };
  for (const [status, { description, content }] of Object.entries(answers)) {
    const problem = problems[status];
    if (!problem) continue;
    all[status] = {
      description: `${description} ${problem.description}`,
      content: { ...content, ...problem.content },
    };
  }
  return all;
}

function describeSchemas(names: Map<z.ZodType, string>): Json {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // Answers may gain fields in a later version, so a reader must not refuse what it does not know.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      plain(jsonSchema);
    },
  });
  const named = Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]);
  return Object.fromEntries(named.sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)));
}

function describeInput(schema: z.ZodType): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => plain(jsonSchema),
  });
  return described;
}

/** Leaves out the bounds that only say «a number that JavaScript can count with». */
function plain(schema: { minimum?: number; maximum?: number }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
