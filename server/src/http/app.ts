import { ENDPOINT_NAMES, type EndpointName } from '@pegasus/core/api.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { isSecure } from '../accounts/addresses.ts';
import { tellFigures } from '../figures.ts';
import type { Services } from '../services.ts';
import type { WebBundle } from '../web-bundle/define.ts';
import { guardRoutes } from './access.ts';
import { answerUnknown } from './allowed-methods.ts';
import { EVENT_PACE, type EventPace } from './events.ts';
import { createHandlers } from './handlers.ts';
import { createHealthCheck } from './health.ts';
import { refuseConnection, sendProblem } from './problems.ts';
import { registerRoutes } from './routes.ts';
import { dropSlowBodies } from './slow-bodies.ts';
import { traceRequests } from './trace-requests.ts';
import { registerWebApp } from './web-app.ts';

export interface HttpOptions {
  /** The web app, served at every address that the API does not have; without it, only the API. */
  app?: { bundle: WebBundle | undefined };
  pace?: Partial<EventPace>;
  /** The only endpoints that there are; all when absent. */
  only?: readonly EndpointName[];
  /** Aborted when the process was told to stop: from then on it says that it is not ready, and serves on. */
  leaving?: AbortSignal;
  /** Milliseconds after which a silent upload is cut off. */
  uploadIdle?: number;
  /** Milliseconds that headers may take, and a JSON body as long again. */
  bodyTime?: number;
}

/** Largest JSON body, in bytes. Everything large comes as a form. */
const BODY_BYTES = 64 * 1024;
const UPLOAD_IDLE_MS = 120_000;
/** A connection on which nothing moves in either direction is closed. Live events say something more often. */
const IDLE_MS = 150_000;
/** How long the headers of a request may take; a JSON body may take as long again. */
const HEADERS_MS = 20_000;

/** The HTTP server, ready to listen. Closing it ends live events and lets other answers finish. */
export function createHttpServer(services: Services, options: HttpOptions = {}): FastifyInstance {
  const stopping = new AbortController();
  // Once over https, never without: for a year, whatever a link says.
  const transport = isSecure(services.config) ? { 'strict-transport-security': 'max-age=31536000' } : {};
  const app = fastify({
    // Fastify asks for less than pino has; its own type only differs in how it names the levels.
    loggerInstance: services.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => services.newId(),
    bodyLimit: BODY_BYTES,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    // Whoever is not named here may say what they like about where a request is from.
    trustProxy: services.config.trustedProxies.length > 0 ? services.config.trustedProxies : false,
    connectionTimeout: IDLE_MS,
    http: {
      // A missing Host is refused by our own rule, in our own words.
      requireHostHeader: false,
      headersTimeout: options.bodyTime ?? HEADERS_MS,
      connectionsCheckingInterval: (options.bodyTime ?? HEADERS_MS) / 4,
    },
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
    clientErrorHandler: refuseConnection,
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('preClose', async () => stopping.abort(new Problem('not-ready', 'It is stopping.')));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, ...transport });
    // Whoever would send more on this connection shall ask elsewhere for the next.
    if (options.leaving?.aborted || stopping.signal.aborted) reply.header('connection', 'close');
    if (stopping.signal.aborted) throw stopping.signal.reason;
  });
  traceRequests(app);
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000;
    const { endpoint, page } = request.routeOptions.config;
    const route = endpoint?.path ?? page ?? 'none';
    const { method } = request;
    const status = reply.statusCode;
    // A stream of events lasts as long as a lecture is processed, which says nothing about this server's speed.
    if (endpoint?.answer !== 'events' || status >= 400) {
      services.metrics.observe('pegasus_http_request_seconds', { method, route, status }, seconds);
    }
    request.log.debug({ method, route, status, seconds }, 'answered');
    // A connection that is kept open for a next request would keep the server from stopping.
    if (stopping.signal.aborted) setImmediate(() => app.server.closeIdleConnections());
  });
  guardRoutes(app, services);
  dropSlowBodies(app, options.bodyTime ?? HEADERS_MS);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  answerUnknown(app);
  const health = createHealthCheck(services, options.leaving);
  tellFigures(services, () => health.dependencies());
  registerRoutes(app, options.only ?? ENDPOINT_NAMES, {
    services,
    handlers: createHandlers(services, health, { ...EVENT_PACE, ...options.pace }),
    upload: {
      maxBytes: services.config.maxUploadMegabytes * 1_000_000,
      idleMilliseconds: options.uploadIdle ?? UPLOAD_IDLE_MS,
    },
    stopping: stopping.signal,
  });
  if (options.app) registerWebApp(app, options.app.bundle);
  return app;
}
