import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { Access } from '@pegasus/core/access.ts';
import { type EndpointName, endpoints } from '@pegasus/core/api.ts';
import type { Endpoint } from '@pegasus/core/endpoint.ts';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { openBytes } from './bytes-body.ts';
import { ownerOf, readCaller } from './caller.ts';
import { type Download, type MadeDownload, sendDownload, sendMade } from './download.ts';
import type { Call, Handlers } from './handler.ts';
import { apiHeaders } from './headers.ts';
import { answerKeyed, type KeyedTools, keyOf } from './idempotency/keyed-route.ts';
import { parsePart } from './parse.ts';
import { sendProblem } from './problems.ts';
import { type SentEvent, writeEvents } from './sent-event.ts';
import { discardRest, openForm, type UploadLimits } from './upload.ts';
import { visitorOf } from './visitor.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The row of the table that a route was made from. */
    endpoint?: Endpoint;
  }
}

export interface RouteTools {
  services: Services;
  handlers: Handlers;
  upload: UploadLimits;
  /** Aborted when the server begins to stop. */
  stopping: AbortSignal;
}

/** What any call and any answer may be; the table ties them to each endpoint for those who write handlers. */
type AnyHandler = (call: Call<EndpointName>) => Promise<unknown>;

/** Makes a route of each of these rows of the table. */
export function registerRoutes(
  app: FastifyInstance,
  names: readonly EndpointName[],
  tools: RouteTools,
): void {
  // Forms are read in a scope of their own, so that no other route takes one and these take nothing else.
  app.register(async (forms) => {
    forms.removeAllContentTypeParsers();
    await forms.register(multipart);
    for (const name of names) if ('form' in endpoints[name]) registerRoute(forms, name, tools);
  });
  app.register(async (bodies) => {
    bodies.removeAllContentTypeParsers();
    bodies.addContentTypeParser('application/octet-stream', async () => undefined);
    for (const name of names) if ('content' in endpoints[name]) registerRoute(bodies, name, tools);
  });
  for (const name of names) {
    if (!('form' in endpoints[name] || 'content' in endpoints[name])) registerRoute(app, name, tools);
  }
}

function registerRoute(app: FastifyInstance, name: EndpointName, tools: RouteTools): void {
  const endpoint: Endpoint = endpoints[name];
  // A loop over the table cannot carry the type of each row; `Handlers` has checked every pair by name.
  const handle = tools.handlers[name] as AnyHandler;
  const keyed: KeyedTools = {
    // The same as above: what was read for one endpoint fits its handler.
    handle: (other, call) => (tools.handlers[other] as AnyHandler)(call as unknown as Call<EndpointName>),
    write: ({ answer }, result) =>
      answer === undefined ? null : writeJson(answer as z.ZodType, result).text,
  };
  app.route({
    method: endpoint.method === 'GET' ? ['GET', 'HEAD'] : endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
    config: { endpoint },
    ...(endpoint.bodyBytes ? { bodyLimit: endpoint.bodyBytes } : {}),
    errorHandler: (error, request, reply) => {
      sendProblem(error, request, reply, endpoint);
      if (endpoint.form || endpoint.content) discardRest(request, tools.stopping);
    },
    handler: async (request, reply) => {
      const signal = signalOf(reply, tools.stopping, leavingOf(request, endpoint, tools));
      const visitor = visitorOf(tools.services, request, reply);
      const call = { ...(await readCall(request, endpoint, tools, signal)), visitor };
      const key = keyOf(request, endpoint);
      if (key === undefined)
        await answer(request, reply, endpoint, tools.services, await handle(call as Call<EndpointName>));
      else await answerKeyed(reply, name, key, call, keyed);
      return reply;
    },
  });
}

async function readCall(
  request: FastifyRequest,
  endpoint: Endpoint,
  { services, upload }: RouteTools,
  signal: AbortSignal,
) {
  const ownerId = OWNED.has(endpoint.access) ? ownerOf(request) : undefined;
  const person = request.caller?.person;
  const { operator } = request;
  const params = parsePart('params', endpoint.params, request.params);
  const query = parsePart('query', endpoint.query, request.query);
  const body = parsePart('body', endpoint.body, request.body);
  if (endpoint.content) {
    const content = openBytes(request, upload.idleMilliseconds, signal);
    return { services, ownerId, person, operator, params, query, body, content, signal };
  }
  if (!endpoint.form) return { services, ownerId, person, operator, params, query, body, signal };
  if (!request.isMultipart()) throw new Problem('media-type-unsupported');
  const { fields, file } = await openForm(request, upload, signal);
  const form = parsePart('form', endpoint.form, fields);
  return { services, ownerId, person, operator, params, query, body, form, file, signal };
}

/** The rules under which a handler asks for rows: those of the caller. Whether they may was judged before. */
const OWNED: ReadonlySet<Access> = new Set(['owner', 'account']);

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Endpoint,
  services: Services,
  result: unknown,
): Promise<void> {
  reply.code(endpoint.status).headers(apiHeaders);
  // What a handler returns has the type that its row names, so each branch knows what it holds.
  if (endpoint.answer === undefined) reply.send();
  else if (endpoint.answer === 'bytes')
    await sendBytes(request, reply, services, result as Download | MadeDownload);
  else if (endpoint.answer === 'events') sendEvents(request, reply, result as AsyncIterable<SentEvent>);
  else if (endpoint.answer === 'redirect') {
    reply.redirect((result as { location: string }).location, endpoint.status);
  } else if (endpoint.answer === 'text') {
    const { contentType, text } = result as { contentType: string; text: string };
    reply.type(contentType).send(text);
  } else sendJson(reply, endpoint, endpoint.answer, result);
}

function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  { storage, config }: Services,
  file: Download | MadeDownload,
): Promise<void> {
  if ('content' in file) return sendMade(request, reply, file);
  return sendDownload(request, reply, { storage, direct: config.storageDirect === 'on' }, file);
}

function sendJson(reply: FastifyReply, endpoint: Endpoint, schema: z.ZodType, result: unknown): void {
  const { data, text } = writeJson(schema, result);
  if (endpoint.statusWhenFailing && isFailing(data)) reply.code(endpoint.statusWhenFailing);
  reply.type('application/json; charset=utf-8').send(text);
}

/** An answer as its schema has it, and as text. */
function writeJson(schema: z.ZodType, result: unknown): { data: unknown; text: string } {
  const checked = schema.safeParse(result);
  // Only the schema's mistakes are kept as the cause: they name fields and hold no content.
  if (!checked.success) throw new Problem('internal', undefined, { cause: checked.error });
  return { data: checked.data, text: JSON.stringify(checked.data) };
}

function isFailing(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'status' in data && data.status === 'failing';
}

function sendEvents(request: FastifyRequest, reply: FastifyReply, events: AsyncIterable<SentEvent>): void {
  reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
  if (request.method === 'HEAD') reply.send();
  else reply.send(Readable.from(writeEvents(events)));
}

/** Aborted when the caller leaves before the answer is complete, or the server stops; the reason says which. */
function signalOf(
  reply: FastifyReply,
  stopping: AbortSignal,
  watch: (leave: (reason: Problem) => void) => () => void,
): AbortSignal {
  const call = new AbortController();
  const stop = () => call.abort(stopping.reason);
  stopping.addEventListener('abort', stop);
  const unwatch = watch((reason) => call.abort(reason));
  reply.raw.once('close', () => {
    unwatch();
    stopping.removeEventListener('abort', stop);
    if (!reply.raw.writableFinished) call.abort(new Problem('request-invalid', 'It was given up half-way.'));
  });
  return call.signal;
}

/** Live events end soon after their reader was signed out, disabled or deleted; other answers are short. */
function leavingOf(request: FastifyRequest, { answer }: Endpoint, { services }: RouteTools) {
  return (leave: (reason: Problem) => void): (() => void) => {
    if (answer !== 'events' || !request.caller?.sessionId) return () => {};
    const timer = setInterval(() => {
      readCaller(services, request).then(
        (caller) => caller ?? leave(new Problem('sign-in-required')),
        (error: unknown) => leave(toProblem(error)),
      );
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  };
}

const ASK_AGAIN_MS = 5000;
